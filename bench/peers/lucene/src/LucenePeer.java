import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Lucene behind the protocol of the benches (bench/README.md). */
public final class LucenePeer {
  private LucenePeer() {}

  public static void main(String[] arguments) throws Exception {
    String command = arguments.length > 0 ? arguments[0] : "";
    if (command.equals("index") && arguments.length >= 3) {
      int threads = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 1;
      System.out.println(
          Indexing.index(Path.of(arguments[1]), Path.of(arguments[2]), threads) + " articles");
    } else if (command.equals("merge") && arguments.length == 2) {
      Indexing.merge(Path.of(arguments[1]));
    } else if (command.equals("serve") && arguments.length == 2) {
      serve(Path.of(arguments[1]));
    } else if (command.equals("search") && arguments.length == 7) {
      try (Searching searching = new Searching(Path.of(arguments[1]))) {
        System.out.println(answer(searching, Arrays.copyOfRange(arguments, 2, 7)));
      }
    } else {
      System.err.println(
          "usage: index FILE DIR [THREADS] | merge DIR | serve DIR\n"
              + "       | search DIR MODE GLUE WORDS COUNTRY YEAR");
      System.exit(2);
    }
  }

  private static void serve(Path folder) throws IOException {
    try (Searching searching = new Searching(folder)) {
      System.out.println("ready");
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line; (line = in.readLine()) != null; ) {
        System.out.println(answer(searching, line.split("\t", -1)));
        System.out.flush();
      }
    }
  }

  /** @param request mode, glue, words, country, year */
  private static String answer(Searching searching, String[] request) throws IOException {
    if (request.length != 5) throw new IllegalArgumentException("a request has five columns");
    long start = System.nanoTime();
    String found =
        searching.search(
            request[0].equals("facets"), request[1], request[2], request[3], request[4]);
    return (System.nanoTime() - start) / 1000.0 + "\t" + found;
  }
}
