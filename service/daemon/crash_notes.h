// Last words: when the process dies of a signal of its own making, the input in hand is written
// down.
//
// Promise: a note costs a few stores while all is well; on SIGABRT, SIGSEGV, SIGBUS, SIGFPE or
// SIGILL the notes go to a file with calls that are safe in a signal handler, and the process dies
// as it would have. At the next start `crashed_inputs` tells which inputs were in hand how often
// within the last 24 h; older notes are dropped, or two crashes years apart would set an ordinary
// login aside. One object per process; `guard_thread` and the notes are per thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "service/engine/crash_note.h"

namespace zonefactor::daemon {

class CrashNotes {
 public:
  // `path`: the file of notes, appended to. Throws std::runtime_error where it cannot be opened.
  explicit CrashNotes(const std::string& path);
  ~CrashNotes();
  CrashNotes(const CrashNotes&) = delete;
  CrashNotes& operator=(const CrashNotes&) = delete;

  // The note of one facility's engine; lives as long as this object.
  engine::CrashNote& note_of(const std::string& facility);

  // What the crashes of the last 24 h wrote of this facility's inputs, as of the construction.
  std::vector<engine::CrashedInput> crashed_inputs(const std::string& facility) const;
  // The lines of entries that stopped a replay, for the log.
  std::vector<std::string> crashed_entries() const;

  // Gives the calling thread a stack of its own for the handler, so that an exhausted stack is
  // noted.
  static void guard_thread();

 private:
  class Note;
  struct Line;

  std::vector<Line> lines_;
  std::vector<std::unique_ptr<Note>> notes_;
};

}  // namespace zonefactor::daemon
