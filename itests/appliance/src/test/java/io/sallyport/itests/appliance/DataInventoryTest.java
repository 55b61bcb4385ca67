package io.sallyport.itests.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataInventoryTest {
  private static final String ROW = "| `vault/sha256/*/*` | import | use | b | c | told: `SP-VAULT-0003` |\n";

  @Test
  void thePageIsWellFormed() {
    assertTrue(DataInventory.of(Project.here()).rows().size() > 30);
  }

  @Test
  void aPathHasTheRowThatNamesIt() {
    DataInventory inventory = DataInventory.parse("text\n" + ROW + "| `cache/**`, `tmp/**` | a | b | c | d | rebuilt |\n");
    assertEquals(DataInventory.Effect.TOLD, inventory.row(Path.of("vault/sha256/ab/abcd")).orElseThrow().effect());
    assertEquals(DataInventory.Effect.REBUILT, inventory.row(Path.of("tmp/a/b/c")).orElseThrow().effect());
    assertTrue(inventory.row(Path.of("vault/sha256/ab/cd/ef")).isEmpty());
  }

  @Test
  void whatIsInNoRowIsFound() {
    Path data = Folders.temporary("inventory");
    Folders.copy(Project.here().built("itests/appliance/src/main/java/io/sallyport/itests/appliance/demo"), data.resolve("vault"));
    assertTrue(DataInventory.parse(ROW).unlisted(data).contains(Path.of("vault/Demo.java")));
    assertEquals(List.of(), DataInventory.parse("| `vault/*` | a | b | c | d | rebuilt |\n").unlisted(data));
  }

  @Test
  void aRowThatSaysTooLittleIsRefused() {
    for (String page : List.of("", ROW.replace("| b |", "|  |"), ROW.replace("told:", "perhaps"), ROW.replace("| c |", ""))) {
      assertThrows(IllegalArgumentException.class, () -> DataInventory.parse(page), page);
    }
  }
}
