//! Counts the values of the one column of facets over all matches.

use std::cmp::Reverse;
use std::collections::HashMap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// Of people, countries, topics; each value stands behind that of its field.
const LETTERS: [u8; 3] = *b"pct";
const COLUMN: &str = "facets";
const VALUES: usize = 10;

/// How often each value of one field stands in the matches, the most frequent ones.
pub type Group = Vec<(String, u32)>;

/// The values in the column of each segment, read once: the dictionary is slow at single ones.
pub struct FacetValues(Vec<SegmentValues>);

#[derive(Default)]
struct SegmentValues {
    values: Vec<String>,
    /// Where those of each field begin and end.
    ranges: [(usize, usize); 3],
}

impl FacetValues {
    pub fn new(segments: &[SegmentReader]) -> tantivy::Result<FacetValues> {
        segments.iter().map(SegmentValues::new).collect::<tantivy::Result<_>>().map(FacetValues)
    }
}

impl SegmentValues {
    fn new(segment: &SegmentReader) -> tantivy::Result<SegmentValues> {
        let mut out = SegmentValues::default();
        let Some(column) = segment.fast_fields().str(COLUMN)? else { return Ok(out) };
        let mut values = column.dictionary().stream()?;
        while values.advance() {
            out.values.push(String::from_utf8_lossy(values.key()).into_owned());
        }
        for (range, letter) in out.ranges.iter_mut().zip(LETTERS) {
            let before = |end| out.values.partition_point(|value| value.as_bytes()[0] < end);
            *range = (before(letter), before(letter + 1));
        }
        Ok(out)
    }

    /// Of one field the values that occur, and only the most frequent where `limit` is set.
    fn group(&self, field: usize, counts: &[u32], limit: Option<usize>) -> Group {
        let (from, to) = self.ranges[field];
        let mut found: Vec<usize> = (from..to).filter(|&value| counts[value] > 0).collect();
        if let Some(limit) = limit.filter(|&limit| limit < found.len()) {
            found.select_nth_unstable_by_key(limit, |&value| (Reverse(counts[value]), value));
            found.truncate(limit);
        }
        let label = |value: usize| self.values[value][1..].to_string();
        found.into_iter().map(|value| (label(value), counts[value])).collect()
    }
}

pub struct FacetCounter<'a> {
    pub values: &'a FacetValues,
}

pub struct SegmentCounter {
    segment: SegmentOrdinal,
    matches: u64,
    ordinals: Column<u64>,
    counts: Vec<u32>,
}

impl SegmentCollector for SegmentCounter {
    type Fruit = SegmentCounter;

    fn collect(&mut self, doc: DocId, _: Score) {
        self.matches += 1;
        for value in self.ordinals.values_for_doc(doc) {
            self.counts[value as usize] += 1;
        }
    }

    fn harvest(self) -> SegmentCounter {
        self
    }
}

impl Collector for FacetCounter<'_> {
    type Fruit = (u64, [Group; 3]);
    type Child = SegmentCounter;

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<SegmentCounter> {
        let ordinals = match reader.fast_fields().str(COLUMN)? {
            Some(column) => column.ords().clone(),
            None => Column::build_empty_column(reader.max_doc()),
        };
        let counts = vec![0; self.values.0[segment as usize].values.len()];
        Ok(SegmentCounter { segment, matches: 0, ordinals, counts })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<SegmentCounter>) -> tantivy::Result<Self::Fruit> {
        let matches = segments.iter().map(|each| each.matches).sum();
        let mut groups = [Group::new(), Group::new(), Group::new()];
        for (field, group) in groups.iter_mut().enumerate() {
            // Of several segments each may have most of a value that the others have little of.
            let limit = (segments.len() == 1).then_some(VALUES);
            let mut all: HashMap<String, u32> = HashMap::new();
            for each in &segments {
                let values = &self.values.0[each.segment as usize];
                let found = values.group(field, &each.counts, limit);
                if limit.is_some() {
                    *group = found;
                } else {
                    for (value, count) in found {
                        *all.entry(value).or_default() += count;
                    }
                }
            }
            group.extend(all);
            group.sort_unstable_by(|(a, m), (b, n)| n.cmp(m).then_with(|| a.cmp(b)));
            group.truncate(VALUES);
        }
        Ok((matches, groups))
    }
}
