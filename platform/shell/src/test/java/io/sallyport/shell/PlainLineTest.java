package io.sallyport.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.trust.Refusal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is let through is run by the console's real command processor. */
class PlainLineTest {
  private static final String SECRET = "SECRET";
  private static final List<String> PIECES = List.of("$", "$a", "${a}", "{", "}", "(", ")", "$(", "%(", "%", "=", " = ", "a", "b", "a=b", "f", " ", " ", "\n", ";", "|", "&", "'", "'", "\"", "\"",
      "\\", "\\\n", "//", "/*", "*/", "#", "<", ">", "<<", "[", "]", ",", ":", "~", "!", "^", "@", "`", "echo ", "echo ", "-", "?", "*", "\r", "\t", "\u00a0", "\u2028", "'$a'", "\"$a\"", "a// '\n",
      "'a'# '\n", "a/* ' */", "\\'", "\n$a'", "x=1", "echo $a", "\"#'\"", "<'", ">\"", "[']", "$a ", " > ");
  @TempDir
  Path directory;
  private final ThreadIOImpl streams = new ThreadIOImpl();
  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
  private CommandSession session;

  @BeforeEach
  void open() {
    streams.start();
    CommandProcessorImpl processor = new CommandProcessorImpl(streams);
    for (String name : List.of("echo", "b")) {
      processor.addCommand("shell", (Function) (session, arguments) -> {
        arguments.forEach(argument -> seen.add(argument == null ? "" : argument instanceof Function ? SECRET : String.valueOf(argument)));
        return null;
      }, name);
    }
    PrintStream out = new PrintStream(new ByteArrayOutputStream());
    session = processor.createSession(new ByteArrayInputStream(new byte[0]), out, out);
    session.currentDir(directory); // should a redirection go through
    session.put("a", SECRET);
    session.put("f", (Function) (session, arguments) -> arguments);
  }

  @AfterEach
  void close() {
    session.close();
    streams.stop();
  }

  @ParameterizedTest
  @ValueSource(strings = {"$a", "echo $a", "echo \"$a\"", "echo \"x ${a}\"", "echo x > f", "echo < f", "echo 2>f", "i = 1", "i=1", " 'i' = 1", "echo x; i=1", "echo x | i=1", "{ echo x }", "(echo x)", "echo (bundle:list)", "while { %(1) } { echo x }",
      "echo {1..1000000}", "%(1+1)", "echo %5d 1", "echo \"%(1+1)\"", "echo x &", "f = { f }; f", "echo x\ni=1", "'echo'=1", "\\\n a=b", "echo // it's\ni=$a '", "# it's\n$a '", "/* ' */ $a '"})
  void refusesTheLanguage(String line) {
    Refusal refusal = PlainLine.refusal(line).orElseThrow();
    assertEquals(PlainLine.CODE, refusal.code());
    assertTrue(refusal.message().contains(" character "), refusal.message());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "appliance:status", "audit:list --from 3 | grep x; package:list", "infer:run m '{\"a\": [1, $2]}'", "opcua:read \"ns=2;s=a\"", "cmd --a=b c=d", "echo \\$a \\{ \\(",
      "package:list\ngeneration:list", "*:help", "http://x", "echo 100% '%5d'", "log:display a#b"})
  void takesCommands(String line) {
    assertEquals(Optional.empty(), PlainLine.refusal(line));
  }

  @Test
  void refusesLongLinesAndPipes() {
    assertTrue(PlainLine.refusal("x".repeat(PlainLine.MAX_LENGTH)).isEmpty());
    assertTrue(PlainLine.refusal("x".repeat(PlainLine.MAX_LENGTH + 1)).isPresent());
    assertTrue(PlainLine.refusal("cat" + " | cat".repeat(PlainLine.MAX_PIPES)).isEmpty());
    assertTrue(PlainLine.refusal("cat" + " | cat".repeat(PlainLine.MAX_PIPES + 1)).isPresent());
  }

  /** Whatever is let through replaces no variable, assigns none, and starts nothing in the background. */
  @Test
  void readsLinesAsTheConsoleDoes() {
    long seed = Long.getLong("plainline.seed", 20261207L);
    Random random = new Random(seed);
    int through = 0;
    for (int i = 0; i < Integer.getInteger("plainline.lines", 20_000); i++) {
      String line = random.ints(1 + random.nextInt(10), 0, PIECES.size()).mapToObj(PIECES::get).collect(Collectors.joining());
      if (PlainLine.refusal(line).isEmpty()) {
        through++;
        run(line);
        String told = "seed " + seed + ", line " + i + ": " + line.replace("\n", "\\n");
        assertTrue(seen.stream().noneMatch(argument -> argument.contains(SECRET)), told);
        assertEquals(Map.of("a", SECRET), variables(), told);
        seen.clear();
      }
    }
    assertTrue(through > 500, through + " lines went through");
  }

  private Map<String, Object> variables() {
    return List.of("a", "b", "echo", "").stream().filter(name -> session.get(name) != null && !(session.get(name) instanceof Function))
        .collect(Collectors.toMap(name -> name, session::get));
  }

  private void run(String line) {
    try {
      session.execute(line);
    } catch (Exception refused) {
      // a line that is no command
    }
  }
}
