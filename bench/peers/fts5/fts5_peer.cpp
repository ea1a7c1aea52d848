// SQLite's FTS5 behind the protocol of the benches.

#include <array>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <sqlite3.h>

#include "peers/protocol/article_lines.h"
#include "peers/protocol/peer.h"

namespace {

namespace fs = std::filesystem;
namespace peers = bench::peers;

constexpr std::int64_t countries = 1;  // the place of that field in PlainArticle::labels

// The text is in the index of words alone; labels have a table each way, to count and to filter.
constexpr const char* schema = R"(
  CREATE VIRTUAL TABLE words USING fts5(headline, body, content='', tokenize='porter unicode61');
  CREATE TABLE article(number INTEGER PRIMARY KEY, id TEXT, headline TEXT, date TEXT, day INTEGER);
  CREATE TABLE label(article INTEGER, field INTEGER, value TEXT,
                     PRIMARY KEY(article, field, value)) WITHOUT ROWID;
)";
constexpr const char* indexes = R"(
  CREATE INDEX article_day ON article(day);
  CREATE INDEX label_value ON label(field, value, article);
  ANALYZE;
)";

class Database {
 public:
  explicit Database(const fs::path& folder) {
    const fs::path file = folder / "index.sqlite";
    sqlite3* opened = nullptr;
    const int status = sqlite3_open(file.c_str(), &opened);
    handle_.reset(opened);
    if (status != SQLITE_OK) fail("cannot open " + file.string());
    run("PRAGMA cache_size=-262144; PRAGMA mmap_size=4294967296; PRAGMA temp_store=MEMORY;");
  }

  void run(const std::string& sql) {
    if (sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail(sql);
  }

  [[noreturn]] void fail(const std::string& what) {
    throw std::runtime_error(what + ": " + sqlite3_errmsg(handle_.get()));
  }

  sqlite3* handle() { return handle_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };
  std::unique_ptr<sqlite3, Close> handle_;
};

class Statement {
 public:
  Statement(Database& database, const std::string& sql) : database_(&database) {
    sqlite3_stmt* made = nullptr;
    if (sqlite3_prepare_v2(database.handle(), sql.c_str(), -1, &made, nullptr) != SQLITE_OK) {
      database.fail(sql);
    }
    handle_.reset(made);
  }

  Statement& bind(int at, const std::string& text) {
    sqlite3_bind_text(handle_.get(), at, text.data(), static_cast<int>(text.size()),
                      SQLITE_TRANSIENT);
    return *this;
  }
  Statement& bind(int at, std::int64_t number) {
    sqlite3_bind_int64(handle_.get(), at, number);
    return *this;
  }
  /// False after the last row, when the statement is ready to begin anew.
  bool step() {
    const int status = sqlite3_step(handle_.get());
    if (status == SQLITE_ROW) return true;
    sqlite3_reset(handle_.get());
    if (status != SQLITE_DONE) database_->fail("a statement failed");
    return false;
  }
  std::string text(int column) {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(handle_.get(), column));
    const int size = sqlite3_column_bytes(handle_.get(), column);
    return bytes == nullptr ? std::string{} : std::string(bytes, static_cast<std::size_t>(size));
  }
  std::int64_t number(int column) { return sqlite3_column_int64(handle_.get(), column); }

 private:
  struct Finalise {
    void operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }
  };
  Database* database_;
  std::unique_ptr<sqlite3_stmt, Finalise> handle_;
};

std::string match_text(const peers::PlainQuery& query) {
  if (query.glue == peers::Glue::phrase) return fmt::format("\"{}\"", fmt::join(query.words, " "));
  return fmt::format("{}",
                     fmt::join(query.words, query.glue == peers::Glue::any ? " OR " : " AND "));
}

// Number and rank of every article that matches; the rank of a better one is smaller. The order of
// a CROSS JOIN is kept: each match of the words is looked up, rather than each article of a filter.
std::string matches_sql(const peers::PlainQuery& query) {
  const bool has_words = !query.words.empty();
  const std::string_view number = has_words ? "words.rowid" : "article.number";
  std::string from = has_words ? "words" : "article";
  std::string where = has_words ? "words MATCH ?1" : "true";
  if (!query.country.empty()) {
    const bool first = !has_words && query.year == 0;
    from = first ? "label CROSS JOIN article" : from + " CROSS JOIN label";
    where += fmt::format(" AND label.article = {} AND label.field = {} AND label.value = ?2",
                         number, countries);
  }
  if (query.year != 0) {
    if (has_words) from += fmt::format(" CROSS JOIN article ON article.number = {}", number);
    where += " AND article.day BETWEEN ?3 AND ?4";
  }
  return fmt::format("SELECT {} AS number, {} AS rank FROM {} WHERE {}", number,
                     has_words ? "words.rank" : "0", from, where);
}

class Fts5Peer : public peers::Peer {
 public:
  std::uint64_t index(const fs::path& file, const fs::path& folder, unsigned threads) override {
    if (threads != 1) throw std::invalid_argument("SQLite writes with one thread");
    fs::create_directories(folder);
    Database database(folder);
    database.run("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;");
    database.run(schema);
    database.run("BEGIN");
    Statement words(database, "INSERT INTO words(rowid, headline, body) VALUES(?, ?, ?)");
    Statement articles(database, "INSERT INTO article VALUES(?, ?, ?, ?, ?)");
    Statement labels(database, "INSERT OR IGNORE INTO label VALUES(?, ?, ?)");
    std::int64_t number = 0;
    peers::for_each_article(file, [&](const peers::PlainArticle& article) {
      ++number;
      words.bind(1, number).bind(2, article.headline).bind(3, article.body).step();
      articles.bind(1, number).bind(2, article.id).bind(3, article.headline);
      articles.bind(4, article.date).bind(5, peers::day_number(article.date)).step();
      for (std::size_t field = 0; field < article.labels.size(); ++field) {
        for (const std::string& value : article.labels[field]) {
          labels.bind(1, number).bind(2, static_cast<std::int64_t>(field)).bind(3, value).step();
        }
      }
    });
    database.run("COMMIT");
    database.run(indexes);
    return static_cast<std::uint64_t>(number);
  }

  void merge(const fs::path& folder) override {
    Database(folder).run("INSERT INTO words(words) VALUES('optimize')");
  }

  void open(const fs::path& folder) override {
    database_ = std::make_unique<Database>(folder);
    database_->run("CREATE TEMP TABLE found(number INTEGER PRIMARY KEY, rank REAL)");
  }

  peers::Answer search(peers::Mode mode, std::span<const std::string> columns) override {
    const peers::PlainQuery query = peers::read_plain_query(columns);
    return mode == peers::Mode::top10 ? top10(query) : with_facets(query);
  }

 private:
  void bind(Statement& statement, const peers::PlainQuery& query) {
    if (!query.words.empty()) statement.bind(1, match_text(query));
    if (!query.country.empty()) statement.bind(2, query.country);
    if (query.year != 0) {
      statement.bind(3, std::int64_t{query.year} * 10000 + 101);
      statement.bind(4, std::int64_t{query.year} * 10000 + 1231);
    }
  }

  void read_hits(Statement& statement, peers::Answer& answer) {
    while (statement.step()) answer.hits.push_back({statement.text(0), statement.text(1)});
  }

  peers::Answer top10(const peers::PlainQuery& query) {
    Statement statement(*database_,
                        fmt::format("SELECT id, headline FROM ({} ORDER BY rank LIMIT {}) "
                                    "JOIN article USING(number) ORDER BY rank",
                                    matches_sql(query), peers::answer_size));
    bind(statement, query);
    peers::Answer answer;
    read_hits(statement, answer);
    answer.total = answer.hits.size();
    answer.total_is_exact = answer.total < peers::answer_size;
    return answer;
  }

  // The matches are found once and kept for three questions.
  peers::Answer with_facets(const peers::PlainQuery& query) {
    database_->run("DELETE FROM found");
    Statement matching(*database_, "INSERT INTO found " + matches_sql(query));
    bind(matching, query);
    matching.step();
    peers::Answer answer;
    Statement total(*database_, "SELECT count(*) FROM found");
    total.step();
    answer.total = static_cast<std::uint64_t>(total.number(0));
    Statement best(*database_,
                   fmt::format("SELECT id, headline FROM (SELECT number, rank FROM found ORDER BY "
                               "rank LIMIT {}) JOIN article USING(number) ORDER BY rank",
                               peers::answer_size));
    read_hits(best, answer);
    Statement counts(*database_,
                     "SELECT field, value, count(*) AS articles FROM found JOIN label ON "
                     "label.article = found.number GROUP BY field, value ORDER BY articles DESC, "
                     "value");
    while (counts.step()) {
      auto& facet = answer.facets.at(static_cast<std::size_t>(counts.number(0)));
      if (facet.size() == peers::answer_size) continue;
      facet.push_back({counts.text(1), static_cast<std::uint64_t>(counts.number(2))});
    }
    return answer;
  }

  std::unique_ptr<Database> database_;
};

}  // namespace

int main(int argc, char** argv) {
  Fts5Peer peer;
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  return bench::peers::run_peer(peer, arguments);
}
