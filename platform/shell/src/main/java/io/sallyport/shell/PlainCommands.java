package io.sallyport.shell;

import io.sallyport.trust.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.impl.LineReaderImpl;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Keeps the console to plain commands ({@link PlainLine}). At a terminal, a refused line is told and dropped when it is typed; a session that
 * brings one by another way is closed before it runs: what is judged there is the line as Gogo gets it. The script that opens each session comes
 * from the distribution and may use the language.
 * Thread-safe.
 */
@Component(service = CommandSessionListener.class)
public final class PlainCommands implements CommandSessionListener {
  private static final String READER = ".jline.reader";

  private final ConsoleDenials denials;
  private final String opening;

  @Activate
  public PlainCommands(@Reference ConsoleDenials denials) {
    this(denials, opening(Path.of(System.getProperty("karaf.etc"), "shell.init.script")));
  }

  /** @param opening the script that opens each session */
  PlainCommands(ConsoleDenials denials, String opening) {
    this.denials = denials;
    this.opening = essence(opening);
  }

  private static String opening(Path script) {
    try {
      return Files.readString(script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Karaf hands a line on without its comments, and with other blanks. */
  private static String essence(CharSequence line) {
    return line.toString().lines().filter(each -> !each.startsWith("//")).collect(Collectors.joining()).replaceAll("[\\s;]", "");
  }

  @Override
  public void beforeExecute(CommandSession session, CharSequence line) {
    if (session.get(READER) instanceof LineReaderImpl reader && !(reader.getParser() instanceof PlainParser)) {
      reader.setParser(new PlainParser(reader.getParser(), reader));
    }
    if (!essence(line).equals(opening)) {
      PlainLine.refusal(line).ifPresent(refusal -> {
        denials.refused(refusal);
        session.getConsole().println(refusal.message());
        session.close();
      });
    }
  }

  @Override
  public void afterExecute(CommandSession session, CharSequence line, Exception failure) {}

  @Override
  public void afterExecute(CommandSession session, CharSequence line, Object result) {}

  /** Takes nothing in place of a line that is refused. */
  private final class PlainParser implements Parser {
    private final Parser parser;
    private final LineReader reader;

    PlainParser(Parser parser, LineReader reader) {
      this.parser = parser;
      this.reader = reader;
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
      Optional<Refusal> refusal = context == ParseContext.ACCEPT_LINE ? PlainLine.refusal(line) : Optional.empty();
      if (refusal.isPresent()) {
        denials.refused(refusal.get());
        reader.printAbove(refusal.get().message());
        return parser.parse("", 0, context);
      }
      return parser.parse(line, cursor, context);
    }

    @Override
    public boolean isEscapeChar(char character) {
      return parser.isEscapeChar(character);
    }

    @Override
    public boolean validCommandName(String name) {
      return parser.validCommandName(name);
    }

    @Override
    public boolean validVariableName(String name) {
      return parser.validVariableName(name);
    }

    @Override
    public String getCommand(String line) {
      return parser.getCommand(line);
    }

    @Override
    public String getVariable(String line) {
      return parser.getVariable(line);
    }
  }
}
