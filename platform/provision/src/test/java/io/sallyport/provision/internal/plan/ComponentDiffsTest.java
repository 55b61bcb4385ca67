package io.sallyport.provision.internal.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.provision.Plan;
import io.sallyport.vault.BillOfMaterials;
import io.sallyport.vault.Material;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComponentDiffsTest {
  @Test
  void oneVersionForAnotherIsAChange() {
    assertEquals(Optional.of(new Plan.ComponentDiff("p", List.of("g:new 1"), List.of("g:old 1"), List.of("g:lib 1.0 → 1.1"))),
        ComponentDiffs.between("p", bill("g:lib 1.0", "g:old 1", "g:same 3"), bill("g:lib 1.1", "g:new 1", "g:same 3")));
  }

  @Test
  void whatIsThereInSeveralVersionsComesAndGoes() {
    assertEquals(Optional.of(new Plan.ComponentDiff("p", List.of("g:lib 2.0", "g:lib 3.0"), List.of("g:lib 1.0"), List.of())), ComponentDiffs.between("p", bill("g:lib 1.0"), bill("g:lib 2.0", "g:lib 3.0")));
    assertEquals(Optional.of(new Plan.ComponentDiff("p", List.of("g:lib 3.0"), List.of("g:lib 1.0", "g:lib 2.0"), List.of())), ComponentDiffs.between("p", bill("g:lib 1.0", "g:lib 2.0"), bill("g:lib 3.0")));
  }

  @Test
  void nothingChanged() {
    assertEquals(Optional.empty(), ComponentDiffs.between("p", bill("g:lib 1.0"), bill("g:lib 1.0")));
  }

  @Test
  void theSameNameWithOtherBytesIsAChange() {
    assertEquals(List.of("model.onnx, other bytes: aaaaaaaaaaaa → bbbbbbbbbbbb"), ComponentDiffs.between("p", files("model.onnx a"), files("model.onnx b")).orElseThrow().changed());
    assertEquals(Optional.empty(), ComponentDiffs.between("p", files("model.onnx a"), files("model.onnx a")));
    Material lib = new Material("g:lib", "1.0", Optional.empty(), Optional.of("a".repeat(64)), Set.of());
    Material rebuilt = new Material("g:lib", "1.0", Optional.empty(), Optional.of("b".repeat(64)), Set.of());
    assertEquals(List.of("g:lib 1.0, other bytes: aaaaaaaaaaaa → bbbbbbbbbbbb"),
        ComponentDiffs.between("p", new BillOfMaterials(Set.of(lib)), new BillOfMaterials(Set.of(rebuilt))).orElseThrow().changed());
    assertEquals(Optional.empty(), ComponentDiffs.between("p", bill("g:lib 1.0"), new BillOfMaterials(Set.of(rebuilt))), "one of them does not say its digest");
  }

  @Test
  void severalFilesOfOneNameComeAndGo() {
    Plan.ComponentDiff diff = ComponentDiffs.between("p", files("weights.onnx a"), files("weights.onnx b", "weights.onnx c")).orElseThrow();
    assertEquals(List.of("weights.onnx bbbbbbbbbbbb", "weights.onnx cccccccccccc"), diff.added());
    assertEquals(List.of("weights.onnx aaaaaaaaaaaa"), diff.removed());
  }

  private static BillOfMaterials bill(String... components) {
    return new BillOfMaterials(Stream.of(components).map(text -> new Material(text.split(" ")[0], text.split(" ")[1], Optional.empty(), Optional.empty(), Set.of())).collect(Collectors.toSet()));
  }

  /** Without a version; the digest is one digit. */
  private static BillOfMaterials files(String... files) {
    return new BillOfMaterials(Stream.of(files).map(text -> new Material(text.split(" ")[0], "", Optional.empty(), Optional.of(text.split(" ")[1].repeat(64)), Set.of())).collect(Collectors.toSet()));
  }
}
