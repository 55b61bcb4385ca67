package io.sallyport.audit.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeTest {
  private static final HexFormat HEX = HexFormat.of();
  /** Inputs and roots that Certificate Transparency implementations test with. */
  private static final String[] INPUTS = {"", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};
  private static final String[] ROOTS = {
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

  @TempDir Path directory;
  private final TreeHash hash = new TreeHash();

  @Test
  void knownRoots() {
    TreeEdge edge = new TreeEdge((level, index, hashes) -> { });
    assertEquals("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", HEX.formatHex(edge.root()));
    for (int i = 0; i < INPUTS.length; i++) {
      edge.append(hash.leaf(HEX.parseHex(INPUTS[i])));
      assertEquals(ROOTS[i], HEX.formatHex(edge.root()));
    }
  }

  @Test
  void edgeAgreesWithDefinitionAndIsRecomputedFromTiles() {
    List<byte[]> leaves = leaves(70_000);
    LogTail tail = tail(70_000);
    assertArrayEquals(definition(leaves, 0, 70_000), tail.treeRoot());
    tail.writePartials();
    long durable = 69_888;
    TreeEdge again = TreeEdge.at(durable, new TileFiles(directory), (level, index, hashes) -> { });
    assertArrayEquals(definition(leaves, 0, (int) durable), again.root());
    for (int i = (int) durable; i < leaves.size(); i++) {
      again.append(leaves.get(i));
    }
    assertArrayEquals(tail.treeRoot(), again.root());
  }

  @Test
  void proofsHoldAndWrongOnesDoNot() {
    int most = 600;
    List<byte[]> leaves = leaves(most);
    Random random = new Random(7);
    for (int size = 1; size <= most; size += size < 20 ? 1 : 1 + random.nextInt(60)) {
      LogTail tail = tail(size);
      tail.writePartials();
      Proofs proofs = new Proofs(new TileFiles(directory), size);
      byte[] root = tail.treeRoot();
      assertArrayEquals(root, proofs.root(size));
      for (int index = 0; index < size; index += 1 + (size < 20 ? 0 : random.nextInt(20))) {
        List<byte[]> path = proofs.inclusion(index);
        assertTrue(Proofs.includes(index, size, leaves.get(index), path, root), index + " of " + size);
        assertFalse(Proofs.includes(index, size, leaves.get((index + 1) % most), path, root));
        assertFalse(Proofs.includes(index + 1, size, leaves.get(index), path, root) && size > 1);
      }
      for (int old = 1; old <= size; old += 1 + (size < 20 ? 0 : random.nextInt(20))) {
        List<byte[]> path = proofs.consistency(old);
        byte[] oldRoot = definition(leaves, 0, old);
        assertTrue(Proofs.extend(old, oldRoot, size, root, path), old + " to " + size);
        assertFalse(Proofs.extend(old, leaves.get(0), size, leaves.get(1), path));
      }
    }
  }

  @Test
  void tileNames() {
    assertEquals("tile/0/x001/x234/067", TilePath.tile(0, 1_234_067, 256));
    assertEquals("tile/entries/000.p/5", TilePath.bundle(0, 5));
    assertEquals(112, TilePath.width(0, 273, 70_000));
    assertEquals(17, TilePath.width(1, 1, 70_000));
    assertEquals(1, TilePath.width(2, 0, 70_000));
    assertEquals(0, TilePath.width(3, 0, 70_000));
  }

  private LogTail tail(int size) {
    LogTail tail = LogTail.at(directory, 0);
    for (int i = 0; i < size; i++) {
      tail.add(payload(i));
    }
    return tail;
  }

  private List<byte[]> leaves(int count) {
    List<byte[]> leaves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      leaves.add(hash.leaf(payload(i)));
    }
    return leaves;
  }

  private static byte[] payload(int i) {
    return ("entry " + i).getBytes(StandardCharsets.UTF_8);
  }

  /** RFC 6962, section 2.1, word by word. */
  private byte[] definition(List<byte[]> leaves, int from, int to) {
    if (to - from == 1) {
      return leaves.get(from);
    }
    int split = Integer.highestOneBit(to - from - 1);
    return hash.node(definition(leaves, from, from + split), definition(leaves, from + split, to));
  }
}
