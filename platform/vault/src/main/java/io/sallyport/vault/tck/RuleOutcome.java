package io.sallyport.vault.tck;

import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.Arrays;
import java.util.Optional;

/**
 * How one rule of the TCK went.
 *
 * @param id {@code SP-TCK-NNNN}
 * @param title what the rule demands, one line
 * @param verdict passed, failed, or not applicable to this kind of package
 * @param observed what was seen, one line of at most 500 characters
 */
public record RuleOutcome(String id, String title, Verdict verdict, String observed) {
  /** How a rule can go. */
  public enum Verdict {
    PASSED("passed"), FAILED("failed"), NOT_APPLICABLE("not applicable");

    private final String word;

    Verdict(String word) {
      this.word = word;
    }

    static Optional<Verdict> of(String word) {
      return Arrays.stream(values()).filter(verdict -> verdict.word.equals(word)).findFirst();
    }

    @Override
    public String toString() {
      return word;
    }
  }

  private static final int LONGEST = 500;

  /** Makes one line of what was observed: control characters become spaces, what is too long is cut. */
  public RuleOutcome {
    observed = line(observed);
    title = line(title);
  }

  static RuleOutcome fromJson(JsonObject json) {
    String word = json.string("verdict");
    Verdict verdict = Verdict.of(word)
        .orElseThrow(() -> new RefusedException(new Refusal("SP-MEDIUM-0060", "a rule's verdict is none that is known", json.where(), "have the TCK run again")));
    return new RuleOutcome(line(json.string("id")), json.string("title"), verdict, json.string("observed"));
  }

  JsonObject toJson() {
    return JsonObject.builder().put("id", id).put("title", title).put("verdict", verdict.toString()).put("observed", observed).build();
  }

  static String line(String text) {
    String one = text.strip().replaceAll("\\p{Cntrl}+", " ");
    return one.length() > LONGEST ? one.substring(0, LONGEST - 1) + "…" : one;
  }
}
