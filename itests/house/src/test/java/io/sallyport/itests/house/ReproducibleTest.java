package io.sallyport.itests.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The comparison of the script {@code reproducible}; the two builds it makes take minutes and are run by hand and by CI. */
class ReproducibleTest {
  @TempDir
  Path folder;

  @Test
  void onlyIdenticalListsPass() throws IOException, InterruptedException {
    assertEquals(0, compare("a.jar 11\nb.jar 22\n", "a.jar 11\nb.jar 22\n"));
    assertEquals(1, compare("a.jar 11\nb.jar 22\n", "a.jar 11\nb.jar 23\n"));
    assertEquals(1, compare("a.jar 11\nb.jar 22\n", "a.jar 11\n"));
    assertEquals(1, compare("a.jar 11\n", "a.jar 11\nb.jar 22\n"));
    assertEquals(1, compare("", ""), "nothing built is no proof");
  }

  private int compare(String first, String second) throws IOException, InterruptedException {
    Path a = Files.writeString(folder.resolve("a"), first);
    Path b = Files.writeString(folder.resolve("b"), second);
    String script = House.find().root().resolve("itests/house/reproducible").toString();
    return new ProcessBuilder("bash", script, "--compare", a.toString(), b.toString()).redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
  }
}
