#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::store {

/// A person's key taken apart: "george-h-w-bush" has the short form "george-bush" and the middle
/// initials "h-w". A key without middle initials, or whose given name is an initial itself
/// ("j-k-rowling"), is its own short form.
struct PersonKey {
  std::string short_form;
  std::string initials;
};
PersonKey take_apart(std::string_view key);

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
  /// Of a short form: the keys with other initials, which therefore keep them.
  std::vector<std::string> rivals;
  /// How articles write the name, by label; no more than `most_forms`.
  std::vector<Form> forms;

  static constexpr std::size_t most_forms = 64;

  bool empty() const { return initials.empty() && rivals.empty() && forms.empty(); }
  void count(std::string_view label, int change);
  /// The fullest form that a tenth as many articles have as have the most frequent one: the one of
  /// most words, then the longest. Empty if there is none.
  std::string label() const;
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
