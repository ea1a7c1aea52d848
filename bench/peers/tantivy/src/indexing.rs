//! Articles of JSON Lines into a tantivy index.

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::Path;

use serde::Deserialize;
use tantivy::schema::{
    Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions, FAST, STORED, STRING,
};
use tantivy::tokenizer::{Language, LowerCaser, SimpleTokenizer, Stemmer, TextAnalyzer};
use tantivy::{Index, IndexWriter, TantivyDocument};

const ANALYZER: &str = "english";
const BUFFER_BYTES: usize = 256 << 20;

#[derive(Deserialize)]
struct Article {
    id: String,
    headline: String,
    date: Option<String>,
    people: Vec<String>,
    countries: Vec<String>,
    topics: Vec<String>,
    body: String,
}

#[derive(Clone, Copy)]
pub struct Fields {
    pub id: Field,
    pub headline: Field,
    pub date: Field,
    pub day: Field,
    pub text: Field,
    pub country: Field,
    /// One column of all facets: each value stands behind the letter of its field.
    pub facets: Field,
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let words = TextFieldIndexing::default()
        .set_tokenizer(ANALYZER)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let fields = Fields {
        id: schema.add_text_field("id", STORED),
        headline: schema.add_text_field("headline", STORED),
        date: schema.add_text_field("date", STORED),
        day: schema.add_u64_field("day", FAST),
        text: schema.add_text_field("text", TextOptions::default().set_indexing_options(words)),
        country: schema.add_text_field("country", STRING),
        facets: schema.add_text_field("facets", FAST),
    };
    (schema.build(), fields)
}

pub fn analyzer() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(LowerCaser)
        .filter(Stemmer::new(Language::English))
        .build()
}

pub fn open(folder: &Path) -> tantivy::Result<(Index, Fields)> {
    let index = Index::open_in_dir(folder)?;
    index.tokenizers().register(ANALYZER, analyzer());
    Ok((index, schema().1))
}

fn document(article: Article, fields: &Fields) -> TantivyDocument {
    let mut document = TantivyDocument::new();
    if let Some(date) = article.date {
        if let Ok(day) = date.replace('-', "").parse() {
            document.add_u64(fields.day, day);
        }
        document.add_text(fields.date, date);
    }
    for value in &article.countries {
        document.add_text(fields.country, value);
    }
    let labels = [('p', article.people), ('c', article.countries), ('t', article.topics)];
    for (letter, values) in labels {
        for value in values {
            document.add_text(fields.facets, format!("{letter}{value}"));
        }
    }
    document.add_text(fields.text, &article.headline);
    document.add_text(fields.text, article.body);
    document.add_text(fields.headline, article.headline);
    document.add_text(fields.id, article.id);
    document
}

pub fn index(file: &Path, folder: &Path, threads: usize) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    let (schema, fields) = schema();
    let index = Index::create_in_dir(folder, schema)?;
    index.tokenizers().register(ANALYZER, analyzer());
    let mut writer: IndexWriter = index.writer_with_num_threads(threads, BUFFER_BYTES)?;
    let mut articles = 0;
    for line in BufReader::new(File::open(file)?).lines() {
        writer.add_document(document(serde_json::from_str(&line?)?, &fields))?;
        articles += 1;
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    println!("{articles} articles");
    Ok(())
}

pub fn merge(folder: &Path) -> Result<(), Box<dyn Error>> {
    let (index, _) = open(folder)?;
    let segments = index.searchable_segment_ids()?;
    let mut writer: IndexWriter = index.writer_with_num_threads(1, BUFFER_BYTES)?;
    if segments.len() > 1 {
        writer.merge(&segments).wait()?;
    }
    writer.garbage_collect_files().wait()?;
    writer.wait_merging_threads()?;
    Ok(())
}
