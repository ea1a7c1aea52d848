#pragma once

namespace dateline::cli {

/// Until `catch_interrupts`, SIGINT and SIGTERM end the program at once with exit code 130.
void install_interrupt_handler();

/// From now on the first of these signals only makes `interrupted` true, so that the work under way
/// can end with a clean commit; the second ends the program at once.
void catch_interrupts();

bool interrupted();

/// A file descriptor that becomes readable with the first signal, for poll().
int interrupt_descriptor();

}  // namespace dateline::cli
