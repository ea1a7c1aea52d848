#include "text/known_analyser.h"

#include <algorithm>
#include <cstddef>
#include <span>

#include <link.h>
#include <unicode/putil.h>

namespace dateline::text {
namespace {

constexpr std::string_view no_build_id = "none";

std::string hex(std::span<const unsigned char> bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (const unsigned char each : bytes) {
    out += digits[each >> 4U];
    out += digits[each & 0xFU];
  }
  return out;
}

std::size_t padded(std::size_t size) {
  return (size + 3) / 4 * 4;
}

// Of a segment of notes; empty if none of them is a build id.
std::string build_id(std::span<const unsigned char> notes) {
  constexpr std::string_view gnu("GNU\0", 4);
  while (notes.size() >= sizeof(ElfW(Nhdr))) {
    ElfW(Nhdr) head;
    std::copy_n(notes.begin(), sizeof head, reinterpret_cast<unsigned char*>(&head));
    notes = notes.subspan(sizeof head);
    const std::size_t name = padded(head.n_namesz);
    if (name > notes.size() || head.n_descsz > notes.size() - name) return {};
    const std::string_view owner(reinterpret_cast<const char*>(notes.data()), head.n_namesz);
    if (head.n_type == NT_GNU_BUILD_ID && owner == gnu) {
      return hex(notes.subspan(name, head.n_descsz));
    }
    notes = notes.subspan(std::min(notes.size(), name + padded(head.n_descsz)));
  }
  return {};
}

int add_library(dl_phdr_info* info, std::size_t, void* out) {
  auto& ids = *static_cast<std::vector<std::string>*>(out);
  const std::string_view path = info->dlpi_name;
  // The program comes without a name, what the kernel lends without a file.
  if (path.find('/') == std::string_view::npos) return 0;
  std::string id;
  for (const ElfW(Phdr) & each : std::span(info->dlpi_phdr, info->dlpi_phnum)) {
    if (each.p_type != PT_NOTE || !id.empty()) continue;
    const auto* notes = reinterpret_cast<const unsigned char*>(info->dlpi_addr + each.p_vaddr);
    id = build_id({notes, each.p_memsz});
  }
  ids.push_back(id.empty() ? std::string(no_build_id) : id);
  return 0;
}

}  // namespace

[[gnu::weak]] const KnownAnalyser* known_analyser() {
  return nullptr;
}

std::vector<std::string> loaded_libraries() {
  std::vector<std::string> out;
  dl_iterate_phdr(add_library, &out);
  std::ranges::sort(out);
  return out;
}

bool is_trusted(const KnownAnalyser& known) {
  if (*u_getDataDirectory() != '\0') return false;
  const std::vector<std::string> loaded = loaded_libraries();
  std::string_view rest = known.libraries;
  while (!rest.empty()) {
    const std::string_view id = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(rest.size(), id.size() + 1));
    if (id == no_build_id || !std::ranges::binary_search(loaded, id)) return false;
  }
  return true;
}

const KnownAnalyser* trusted_analyser() {
  static const KnownAnalyser* const trusted = [] {
    const KnownAnalyser* const known = known_analyser();
    return known != nullptr && is_trusted(*known) ? known : nullptr;
  }();
  return trusted;
}

}  // namespace dateline::text
