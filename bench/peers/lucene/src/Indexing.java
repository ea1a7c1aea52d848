import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;

/** Articles of JSON Lines into a Lucene index. */
final class Indexing {
  /** In the one column of facets each value stands behind the letter of its field. */
  static final String[] FIELDS = {"people", "countries", "topics"};

  static final Similarity SIMILARITY = new BM25Similarity(1.2f, 0.6f);

  private static final JsonFactory JSON = new JsonFactory();
  private static final int BATCH = 256;
  private static final double BUFFER_MB = 256;

  private Indexing() {}

  static char letter(String field) {
    return field.charAt(0);
  }

  static Analyzer analyzer() {
    return new Analyzer() {
      @Override
      protected TokenStreamComponents createComponents(String field) {
        Tokenizer words = new StandardTokenizer();
        TokenStream stems = new SnowballFilter(new LowerCaseFilter(words), "English");
        return new TokenStreamComponents(words, stems);
      }

      @Override
      public int getPositionIncrementGap(String field) {
        return 100;
      }
    };
  }

  private static IndexWriter open(Path folder) throws IOException {
    IndexWriterConfig config = new IndexWriterConfig(analyzer());
    config.setSimilarity(SIMILARITY);
    config.setRAMBufferSizeMB(BUFFER_MB);
    return new IndexWriter(FSDirectory.open(folder), config);
  }

  static long index(Path file, Path folder, int threads) throws Exception {
    long articles = 0;
    Semaphore waiting = new Semaphore(4 * threads);
    List<Future<?>> batches = new ArrayList<>();
    try (IndexWriter writer = open(folder);
        BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      List<String> batch = new ArrayList<>(BATCH);
      for (String line = lines.readLine(); line != null; ) {
        batch.add(line);
        ++articles;
        line = lines.readLine();
        if (batch.size() < BATCH && line != null) continue;
        List<String> full = batch;
        batch = new ArrayList<>(BATCH);
        waiting.acquire();
        batches.add(
            workers.submit(
                () -> {
                  try {
                    for (String each : full) writer.addDocument(document(each));
                  } finally {
                    waiting.release();
                  }
                  return null;
                }));
      }
      for (Future<?> each : batches) each.get();
      writer.commit();
    }
    return articles;
  }

  static void merge(Path folder) throws IOException {
    try (IndexWriter writer = open(folder)) {
      writer.forceMerge(1);
      writer.commit();
    }
  }

  private static Document document(String line) throws IOException {
    Document document = new Document();
    try (JsonParser json = JSON.createParser(line)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String key = json.currentName();
        JsonToken value = json.nextToken();
        if (value == JsonToken.START_ARRAY) {
          while (json.nextToken() != JsonToken.END_ARRAY) addLabel(document, key, json.getText());
        } else if (value == JsonToken.VALUE_STRING) {
          addText(document, key, json.getText());
        }
      }
    }
    return document;
  }

  private static void addLabel(Document document, String field, String value) {
    document.add(new SortedSetDocValuesField("facets", new BytesRef(letter(field) + value)));
    if (field.equals("countries")) {
      document.add(new StringField("country", value, Field.Store.NO));
    }
  }

  private static void addText(Document document, String field, String value) {
    switch (field) {
      case "id" -> document.add(new StoredField("id", value));
      case "headline" -> {
        document.add(new StoredField("headline", value));
        document.add(new TextField("text", value, Field.Store.NO));
      }
      case "body" -> document.add(new TextField("text", value, Field.Store.NO));
      case "date" -> {
        document.add(new StoredField("date", value));
        document.add(
            new LongField("day", Long.parseLong(value.replace("-", "")), Field.Store.NO));
      }
      default -> throw new IllegalArgumentException("an article has no " + field);
    }
  }
}
