#pragma once

#include <string>
#include <string_view>

#include "annotate/topic_model.h"

namespace dateline::annotate {

/// Whether the bytes begin as those of a model do.
bool is_topic_model(std::string_view bytes);

/// A model as the bytes of a file: a line of magic, the version of the form, the model, 64 bits of
/// XXH3 over all before. The same model gives the same bytes on every machine. A change of the
/// analyser that changes most stems raises the version.
std::string encode_topic_model(const TopicModel& model);

/// `name` is that of the file, for messages. Throws CorruptError if the bytes are not those of a
/// model or were changed, VersionError if they are of another version of the form.
TopicModel decode_topic_model(std::string_view bytes, std::string_view name);

}  // namespace dateline::annotate
