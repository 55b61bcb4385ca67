package io.sallyport.itests.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.attack.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CorpusTest {
  @Test
  void everyCaseHasANameOfItsOwn() {
    List<String> names = Corpus.groups().stream().flatMap(group -> group.cases().stream()).map(Case::name).toList();
    Set<String> distinct = new HashSet<>(names);
    assertEquals(names.size(), distinct.size());
    names.forEach(name -> assertTrue(name.matches("[a-z0-9-]+"), name));
  }

  @Test
  void thePageSaysWhatIsAttempted() throws IOException {
    String page = Files.readString(CorpusReference.page(Project.here()));
    assertEquals(CorpusReference.replaced(page), page, "make it again with CorpusReference");
  }

  /** A case counts as held only if everything about it is as it must be. */
  @Test
  void whatDiffersIsNotHeld() {
    Case attack = new Case("x", "y", Guard.IMPORT, "SP-MEDIUM-0001");
    assertTrue(attack.held(new Outcome(true, "SP-MEDIUM-0001", true, "")));
    assertFalse(attack.held(new Outcome(false, "SP-MEDIUM-0001", true, "")), "got in");
    assertFalse(attack.held(new Outcome(true, "SP-MEDIUM-0002", true, "")), "another code");
    assertFalse(attack.held(new Outcome(true, "SP-MEDIUM-0001", false, "")), "not recorded");
  }
}
