package io.sallyport.shell;

import io.sallyport.trust.Text;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.karaf.shell.support.table.Row;
import org.apache.karaf.shell.support.table.ShellTable;

/**
 * What a command answers, in both forms.
 *
 * @param json what {@code --json} prints: maps, lists, strings, numbers, booleans
 * @param text how it is printed for a person
 * @param succeeded false ends the command with a failure status after printing
 */
public record Reply(Object json, Consumer<PrintStream> text, boolean succeeded) {
  /** A few lines. */
  public static Reply of(Object json, String... lines) {
    return new Reply(json, out -> {
      for (String line : lines) {
        out.println(line);
      }
    }, true);
  }

  /** A table; JSON is a list of objects whose names are the columns', lower-case. */
  public static Reply table(List<String> columns, List<? extends List<?>> rows, String whenEmpty) {
    List<Map<String, Object>> objects = new ArrayList<>();
    for (List<?> row : rows) {
      Map<String, Object> object = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        object.put(columns.get(i).toLowerCase(Locale.ROOT).replace(' ', '_'), plain(row.get(i)));
      }
      objects.add(object);
    }
    return new Reply(objects, out -> {
      ShellTable table = new ShellTable();
      columns.forEach(table::column);
      for (List<?> row : rows) {
        Row tableRow = table.addRow();
        row.forEach(cell -> tableRow.addContent(cell instanceof String text ? Text.harmless(text).replace('\n', ' ') : cell));
      }
      table.emptyTableText(whenEmpty);
      table.print(Screen.console(out)); // it asks the console for its alphabet
    }, true);
  }

  /** What JSON cannot express – a time, a state – becomes text. */
  private static Object plain(Object value) {
    return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
  }

  /** The same answer, as a failure. */
  public Reply failed() {
    return new Reply(json, text, false);
  }

  void print(PrintStream out) {
    text.accept(out);
  }
}
