import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The commands in a page and their outputs: {@code script PAGE} prints its sh blocks as one script, {@code record PAGE LOG} puts what the script printed into the text blocks after them. */
public final class Tutorial {
  private static final String MARK = "@@ block ";
  private static final int WIDEST = 170;

  private Tutorial() {}

  public static void main(String[] arguments) throws IOException {
    Path page = Path.of(arguments[1]);
    if (arguments[0].equals("script")) {
      System.out.print(script(Files.readAllLines(page)));
    } else {
      Files.write(page, recorded(Files.readAllLines(page), Files.readAllLines(Path.of(arguments[2]))));
    }
  }

  private static String script(List<String> page) {
    StringBuilder script = new StringBuilder();
    int block = 0;
    boolean inside = false;
    for (String line : page) {
      if (line.equals("```sh")) {
        inside = true;
        script.append("echo '").append(MARK).append(block++).append("'\n");
      } else if (line.equals("```")) {
        inside = false;
      } else if (inside) {
        script.append(line).append('\n');
      }
    }
    if (block == 0) {
      throw new IllegalArgumentException("the page has no sh block");
    }
    return script.toString();
  }

  private static List<String> recorded(List<String> page, List<String> log) {
    Map<Integer, List<String>> outputs = new HashMap<>();
    int current = -1;
    for (String line : log) {
      if (line.startsWith(MARK)) {
        current = Integer.parseInt(line.substring(MARK.length()).strip());
      } else if (current >= 0) {
        outputs.computeIfAbsent(current, key -> new ArrayList<>()).add(line.length() > WIDEST ? line.substring(0, WIDEST).stripTrailing() + "…" : line.stripTrailing());
      }
    }
    List<String> result = new ArrayList<>();
    int block = -1;
    boolean text = false;
    for (String line : page) {
      if (line.equals("```sh")) {
        block++;
      }
      if (!text || line.equals("```")) {
        result.add(line);
        text = false;
      }
      if (line.equals("```text")) {
        text = true;
        result.addAll(outputs.getOrDefault(block, List.of()));
      }
    }
    return result;
  }
}
