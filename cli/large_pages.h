#pragma once

namespace dateline::cli {

/// For a program that takes a few megabytes, uses them once and ends: has the heap grow from here
/// on in large pages, where the kernel gives them on request. Each small page that is touched costs
/// an interruption, hundreds of them a tenth of a search. To be called before much is allocated, by
/// the only thread.
void use_large_pages();

}  // namespace dateline::cli
