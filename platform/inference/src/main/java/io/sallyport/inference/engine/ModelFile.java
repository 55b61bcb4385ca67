package io.sallyport.inference.engine;

import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.List;

/**
 * What an engine is given: the declared file's bytes and nothing beside them, so that no neighbour of the file can take part. Exists
 * only if the bytes have the declared digest. The bytes are shared, not copied: do not change them.
 *
 * @param name names it in messages
 * @param sha256 lower-case hex, as declared in {@code model.json}
 */
public record ModelFile(String name, byte[] bytes, String sha256, List<TensorSpec> inputs, List<TensorSpec> outputs) {
  private static final int MEBIBYTE_SHIFT = 20;
  /** Most bytes of all outputs of one run. */
  public static final long LARGEST_OUTPUTS = 256L << 20;

  /** @throws RefusedException {@code SP-MODEL-0004} if the bytes do not have that digest, {@code -0082} if the outputs of fixed shape exceed {@link #LARGEST_OUTPUTS} */
  public ModelFile {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    String seen = Digests.sha256(bytes);
    if (!seen.equals(sha256)) {
      throw new RefusedException(new Refusal("SP-MODEL-0004", "the model's weights have SHA-256 " + seen + ", not the declared " + sha256, name,
          "have the publisher release the package again"));
    }
    if (fixed(outputs) > LARGEST_OUTPUTS) {
      throw new RefusedException(new Refusal("SP-MODEL-0082", "each run's outputs would be " + (fixed(outputs) >> MEBIBYTE_SHIFT) + " MiB, at most " + (LARGEST_OUTPUTS >> MEBIBYTE_SHIFT) + " may be", name,
          "have the publisher release a model whose outputs are smaller"));
    }
  }

  /** Bytes of those outputs whose shapes are fixed, of one run. */
  public long fixedOutputs() {
    return fixed(outputs);
  }

  private static long fixed(List<TensorSpec> outputs) {
    return outputs.stream().filter(spec -> !spec.shape().isDynamic()).mapToLong(spec -> Math.multiplyExact(spec.shape().elements(), spec.type().bytes())).reduce(0, Math::addExact);
  }
}
