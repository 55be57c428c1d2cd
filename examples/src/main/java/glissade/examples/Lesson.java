package glissade.examples;

import java.io.IOException;

/// A program of this package: a picocli command whose options are set before it runs.
interface Lesson {

    /// Runs it.
    ///
    /// @throws LessonException if the options make no sense, or training fails
    /// @throws IOException if a file cannot be read or written
    void run() throws IOException;
}
