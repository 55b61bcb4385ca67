package io.sallyport.itests.attack;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.attack.Outcome;
import io.sallyport.itests.appliance.attack.Target;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Each attack of the corpus is refused with its code and recorded; nothing of it stays, and no hostile code has run. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AttackTests {
  private final List<Group> groups;
  private Target target;

  AttackTests(List<Group> groups) {
    this.groups = groups;
  }

  @BeforeAll
  void boot() {
    target = Corpus.target(Project.here());
  }

  @AfterAll
  void end() {
    if (target != null) {
      target.appliance().close();
    }
  }

  /** A group is attempted when the first of its cases is asked for. */
  @TestFactory
  Stream<DynamicContainer> corpus() {
    return groups.stream().map(group -> DynamicContainer.dynamicContainer(group.title(),
        Stream.of(group).flatMap(each -> each.attempt(target).entrySet().stream()).map(AttackTests::test)));
  }

  private static DynamicTest test(Map.Entry<Case, Outcome> tried) {
    Case attack = tried.getKey();
    Outcome outcome = tried.getValue();
    return DynamicTest.dynamicTest(attack.name(), () -> assertAll(() -> assertTrue(outcome.refused(), outcome::detail), () -> assertEquals(attack.code(), outcome.code(), outcome::detail),
        () -> assertTrue(attack.held(outcome), () -> "not recorded: " + outcome.detail())));
  }
}
