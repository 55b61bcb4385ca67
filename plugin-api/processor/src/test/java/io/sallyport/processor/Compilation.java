package io.sallyport.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Sources compiled with the processor.
 *
 * @param classes where the output lies
 * @param errors the compiler's errors
 */
record Compilation(Path classes, List<Diagnostic<? extends JavaFileObject>> errors) {
  /** @param sources each the whole text of a class of the package {@code com.acme} */
  static Compilation of(Path directory, String... sources) throws IOException {
    Path classes = Files.createTempDirectory(directory, "classes");
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    List<JavaFileObject> files = new ArrayList<>();
    for (String source : sources) {
      files.add(new Source(source));
    }
    try (StandardJavaFileManager manager = ToolProvider.getSystemJavaCompiler().getStandardFileManager(diagnostics, Locale.ROOT, null)) {
      manager.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
      var task = ToolProvider.getSystemJavaCompiler().getTask(null, manager, diagnostics, List.of(), null, files);
      task.setProcessors(List.of(new PackageProcessor()));
      task.call();
    }
    return new Compilation(classes, diagnostics.getDiagnostics().stream().filter(d -> d.getKind() == Diagnostic.Kind.ERROR).<Diagnostic<? extends JavaFileObject>>map(d -> d).toList());
  }

  Compilation succeeded() {
    assertEquals(List.of(), errors.stream().map(error -> error.getMessage(Locale.ROOT)).toList());
    return this;
  }

  /** One error, with that code and words, at the line that contains the marker; nothing is written then. */
  void failed(String code, String words, String marker) throws IOException {
    assertEquals(1, errors.size(), errors.toString());
    Diagnostic<? extends JavaFileObject> error = errors.get(0);
    String message = error.getMessage(Locale.ROOT);
    assertTrue(message.startsWith(code + ": ") && message.contains(words) && message.contains(" – "), message);
    String line = error.getSource().getCharContent(true).toString().lines().toList().get((int) error.getLineNumber() - 1);
    assertTrue(line.contains(marker), code + " at the line: " + line);
    assertTrue(Files.notExists(classes.resolve("META-INF/sallyport")), "something was written");
  }

  String text(String file) throws IOException {
    return Files.readString(classes.resolve(file));
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///com/acme/" + text.replaceFirst("(?s).*?(?:\\bclass|@interface) (\\w+).*", "$1") + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
