import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.StringJoiner;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.TermToBytesRefAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.FilterLeafCollector;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.search.TotalHits;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.LongValues;

/** Answers queries from one Lucene index, on one thread. */
final class Searching implements Closeable {
  private static final int HITS = 10;
  private static final int VALUES = 10;
  private static final Set<String> STORED = Set.of("id", "headline");

  private final DirectoryReader reader;
  private final IndexSearcher searcher;
  private final Analyzer analyzer = Indexing.analyzer();
  private final SortedSetDocValues facets;
  /** All values of the column, read once: its dictionary is slow at single ones. */
  private final String[] values;

  Searching(Path folder) throws IOException {
    reader = DirectoryReader.open(FSDirectory.open(folder));
    searcher = new IndexSearcher(reader);
    searcher.setSimilarity(Indexing.SIMILARITY);
    facets = MultiDocValues.getSortedSetValues(reader, "facets");
    values = new String[facets == null ? 0 : (int) facets.getValueCount()];
    for (int i = 0; i < values.length; ++i) values[i] = facets.lookupOrd(i).utf8ToString();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  /** Total, hits and facets as the protocol has them. */
  String search(boolean withFacets, String glue, String words, String country, String year)
      throws IOException {
    Query query = query(glue, words, country, year);
    if (!withFacets) return text(searcher.search(query, HITS)) + "\t";
    var manager = new TopScoreDocCollectorManager(HITS, Integer.MAX_VALUE);
    Counting counting = new Counting(manager.newCollector());
    searcher.search(query, counting);
    return text(counting.top.topDocs()) + "\t" + text(counting.counts);
  }

  private Query query(String glue, String words, String country, String year) throws IOException {
    BooleanQuery.Builder filtered = new BooleanQuery.Builder();
    Query wanted = words.isEmpty() ? null : words(glue, words);
    if (country.isEmpty() && year.isEmpty()) return wanted;
    if (wanted != null) filtered.add(wanted, Occur.MUST);
    if (!country.isEmpty()) {
      filtered.add(new TermQuery(new Term("country", country)), Occur.FILTER);
    }
    if (!year.isEmpty()) {
      long first = Long.parseLong(year) * 10000;
      filtered.add(LongField.newRangeQuery("day", first + 101, first + 1231), Occur.FILTER);
    }
    return filtered.build();
  }

  private Query words(String glue, String words) throws IOException {
    List<Term> terms = new ArrayList<>();
    try (TokenStream tokens = analyzer.tokenStream("text", words)) {
      TermToBytesRefAttribute term = tokens.addAttribute(TermToBytesRefAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        terms.add(new Term("text", BytesRef.deepCopyOf(term.getBytesRef())));
      }
      tokens.end();
    }
    if (terms.size() == 1) return new TermQuery(terms.get(0));
    if (glue.equals("phrase")) return new PhraseQuery.Builder() {
      {
        terms.forEach(this::add);
      }
    }.build();
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    for (Term each : terms) {
      all.add(new TermQuery(each), glue.equals("any") ? Occur.SHOULD : Occur.MUST);
    }
    return all.build();
  }

  private String text(TopDocs top) throws IOException {
    StringBuilder out = new StringBuilder();
    if (top.totalHits.relation() != TotalHits.Relation.EQUAL_TO) out.append(">=");
    out.append(top.totalHits.value()).append('\t');
    StoredFields stored = searcher.storedFields();
    for (int i = 0; i < top.scoreDocs.length; ++i) {
      ScoreDoc hit = top.scoreDocs[i];
      Document document = stored.document(hit.doc, STORED);
      if (i > 0) out.append('\u001e');
      out.append(document.get("id")).append('\u001f').append(document.get("headline"));
    }
    return out.toString();
  }

  /** The most frequent values of each field; the ordinals of a field lie side by side. */
  private String text(int[] counts) {
    StringJoiner groups = new StringJoiner("\u001e");
    for (String field : Indexing.FIELDS) {
      char letter = Indexing.letter(field);
      int from = ordinal(letter);
      int to = ordinal((char) (letter + 1));
      // Smallest first, of equal counts the later value, so that it leaves first.
      PriorityQueue<Integer> best =
          new PriorityQueue<>((a, b) -> counts[a] != counts[b] ? counts[a] - counts[b] : b - a);
      for (int value = from; value < to; ++value) {
        if (counts[value] == 0) continue;
        if (best.size() == VALUES && counts[best.peek()] >= counts[value]) continue;
        if (best.size() == VALUES) best.poll();
        best.add(value);
      }
      List<Integer> ordered = new ArrayList<>();
      while (!best.isEmpty()) ordered.add(0, best.poll());
      StringJoiner group = new StringJoiner("\u001f");
      for (int value : ordered) {
        group.add(values[value].substring(1));
        group.add(Integer.toString(counts[value]));
      }
      groups.add(group.toString());
    }
    return groups.toString();
  }

  private int ordinal(char prefix) {
    int at = Arrays.binarySearch(values, String.valueOf(prefix));
    return at < 0 ? -at - 1 : at;
  }

  /** Counts the facets of all matches beside collecting the best. */
  private final class Counting implements Collector {
    final TopScoreDocCollector top;
    final int[] counts = new int[values.length];

    Counting(TopScoreDocCollector top) {
      this.top = top;
    }

    @Override
    public ScoreMode scoreMode() {
      return ScoreMode.COMPLETE;
    }

    @Override
    public LeafCollector getLeafCollector(LeafReaderContext leaf) throws IOException {
      SortedSetDocValues column = leaf.reader().getSortedSetDocValues("facets");
      LongValues global =
          facets instanceof MultiDocValues.MultiSortedSetDocValues multi
              ? multi.mapping.getGlobalOrds(leaf.ord)
              : null;
      return new FilterLeafCollector(top.getLeafCollector(leaf)) {
        @Override
        public void collect(int doc) throws IOException {
          super.collect(doc);
          if (column == null || !column.advanceExact(doc)) return;
          for (int left = column.docValueCount(); left > 0; --left) {
            long value = column.nextOrd();
            ++counts[(int) (global == null ? value : global.get(value))];
          }
        }
      };
    }
  }
}
