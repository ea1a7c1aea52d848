#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::store {

/// A person's key taken apart: "george-h-w-bush" has the short form "george-bush" and the middle
/// initials "h-w"; "james-a-baker-iii" the numeral "iii" too. A key without either, or whose given
/// name is an initial itself ("j-k-rowling"), is its own short form. "jr" stays: son and father
/// are often both in the news.
struct PersonKey {
  std::string short_form;
  std::string initials;
  std::string numeral;
};
PersonKey take_apart(std::string_view key);

/// The last part of a key of several, a suffix aside: "baker" of "james-a-baker-iii". Empty for a
/// key of one part.
std::string_view surname_part(std::string_view key);

/// Whether two sets of initials may be one person's: equal, or the one goes on where the other
/// ends.
bool compatible(std::string_view left, std::string_view right);

/// What the index knows of one person key.
struct PersonEntry {
  struct Form {
    std::string label;
    std::uint64_t articles = 0;
    bool operator==(const Form&) const = default;
  };

  /// Of a short form: the middle initials that it stands for, once an article had some.
  std::string initials;
  /// Of a short form: the numeral that it stands for, once an article had one.
  std::string numeral;
  /// Of a short form: the keys with other initials or numerals, which therefore keep them.
  std::vector<std::string> rivals;
  /// Of a person of an authority file: the form to show, as the file has it.
  std::string name;
  /// Of an alias in an authority file: the key that it stands for; if several people claim it,
  /// those of all, and it stands for none.
  std::vector<std::string> same_as;
  /// Of a name of one word: keys of several parts of which it is the surname. Once there are
  /// `most_bearers`, none goes and none comes.
  std::vector<std::string> bearers;
  /// How articles write the name, by label; no more than `most_forms`.
  std::vector<Form> forms;

  static constexpr std::size_t most_forms = 64;
  static constexpr std::size_t most_bearers = 16;

  bool empty() const { return *this == PersonEntry{}; }
  /// Whether articles with initials and numeral of `key` may mean the person that this short form
  /// stands for.
  bool admits(const PersonKey& key) const;
  void count(std::string_view label, int change);
  /// The name of the authority file. Else, of the forms that a tenth as many articles have as have
  /// the most frequent one, the fullest: of most words, then the longest; those spelled as `key` is
  /// come first. Empty if there is none.
  std::string label(std::string_view key) const;
  bool operator==(const PersonEntry&) const = default;
};

/// Key of the metadata item that holds the entry of a person.
std::string person_metadata_key(std::string_view key);
inline constexpr std::string_view person_metadata_prefix = "dateline.person.";
/// Longer keys have no entry: Xapian's limit for a metadata key is 245 bytes or so, and no name
/// comes near.
inline constexpr std::size_t longest_person_key = 200;

std::string encode(const PersonEntry& entry);
/// Throws CorruptError; `where` begins the message. Nothing gives an empty entry.
PersonEntry decode_person(std::string_view bytes, std::string_view where);

}  // namespace dateline::store
