//! Answers queries from one tantivy index.

use std::error::Error;
use std::ops::Bound;
use std::path::Path;

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, PhraseQuery, Query, RangeQuery, TermQuery};
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{DocAddress, ReloadPolicy, Score, Searcher, TantivyDocument, Term};

use crate::facets::{FacetCounter, FacetValues, Group};
use crate::indexing::{self, Fields};

const HITS: usize = 10;

pub struct Searching {
    searcher: Searcher,
    fields: Fields,
    values: FacetValues,
}

impl Searching {
    pub fn open(folder: &Path) -> tantivy::Result<Searching> {
        let (index, fields) = indexing::open(folder)?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let searcher = reader.searcher();
        let values = FacetValues::new(searcher.segment_readers())?;
        Ok(Searching { searcher, fields, values })
    }

    /// Total, hits and facets as the protocol has them.
    pub fn search(
        &self,
        with_facets: bool,
        glue: &str,
        words: &str,
        country: &str,
        year: &str,
    ) -> Result<String, Box<dyn Error>> {
        let query = self.query(glue, words, country, year)?;
        let best = TopDocs::with_limit(HITS).order_by_score();
        if !with_facets {
            let hits = self.searcher.search(&*query, &best)?;
            return Ok(format!(">={}\t{}\t", hits.len(), self.hits_text(&hits)?));
        }
        let counter = FacetCounter { values: &self.values };
        let (hits, (total, groups)) = self.searcher.search(&*query, &(best, counter))?;
        Ok(format!("{total}\t{}\t{}", self.hits_text(&hits)?, groups_text(&groups)))
    }

    fn query(
        &self,
        glue: &str,
        words: &str,
        country: &str,
        year: &str,
    ) -> Result<Box<dyn Query>, Box<dyn Error>> {
        let mut parts: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        if !words.is_empty() {
            parts.push((Occur::Must, self.words_query(glue, words)));
        }
        if !country.is_empty() {
            let term = Term::from_field_text(self.fields.country, country);
            let query = Box::new(TermQuery::new(term, IndexRecordOption::Basic));
            parts.push((Occur::Must, Box::new(ConstScoreQuery::new(query, 0.0))));
        }
        if !year.is_empty() {
            let first = year.parse::<u64>()? * 10_000;
            let day = |day| Bound::Included(Term::from_field_u64(self.fields.day, first + day));
            let query = Box::new(RangeQuery::new(day(101), day(1231)));
            parts.push((Occur::Must, Box::new(ConstScoreQuery::new(query, 0.0))));
        }
        Ok(match parts.len() {
            1 => parts.remove(0).1,
            _ => Box::new(BooleanQuery::new(parts)),
        })
    }

    fn words_query(&self, glue: &str, words: &str) -> Box<dyn Query> {
        let mut analyzer = indexing::analyzer();
        let mut stream = analyzer.token_stream(words);
        let mut terms = Vec::new();
        while let Some(token) = stream.next() {
            terms.push(Term::from_field_text(self.fields.text, &token.text));
        }
        if terms.len() > 1 && glue == "phrase" {
            return Box::new(PhraseQuery::new(terms));
        }
        let occur = if glue == "any" { Occur::Should } else { Occur::Must };
        let mut parts: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for term in terms {
            parts.push((occur, Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))));
        }
        match parts.len() {
            1 => parts.remove(0).1,
            _ => Box::new(BooleanQuery::new(parts)),
        }
    }

    fn hits_text(&self, hits: &[(Score, DocAddress)]) -> tantivy::Result<String> {
        let mut out = String::new();
        for (_, address) in hits {
            let document: TantivyDocument = self.searcher.doc(*address)?;
            let text = |field| document.get_first(field).and_then(|value| value.as_str()).unwrap_or("");
            if !out.is_empty() {
                out.push('\u{1e}');
            }
            out.push_str(text(self.fields.id));
            out.push('\u{1f}');
            out.push_str(text(self.fields.headline));
        }
        Ok(out)
    }
}

fn groups_text(groups: &[Group]) -> String {
    let text = |group: &Group| {
        let values = group.iter().map(|(value, count)| format!("{value}\u{1f}{count}"));
        values.collect::<Vec<_>>().join("\u{1f}")
    };
    groups.iter().map(text).collect::<Vec<_>>().join("\u{1e}")
}
