#pragma once

/// Marks what a shared build of the library exports; everything else is hidden.
#if defined(_WIN32)
#define DATELINE_EXPORT
#else
#define DATELINE_EXPORT __attribute__((visibility("default")))
#endif
