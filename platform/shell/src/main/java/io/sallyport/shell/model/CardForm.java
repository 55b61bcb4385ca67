package io.sallyport.shell.model;

import io.sallyport.trust.JsonObject;
import java.io.PrintStream;

/** How the model card for machines is shown. */
final class CardForm {
  private CardForm() {}

  static void print(JsonObject card, PrintStream out) {
    out.println("For       " + card.string("intendedUse"));
    card.strings("notFor").forEach(text -> out.println("Not for   " + text));
    card.objects("metrics").forEach(metric -> out.println("Metric    " + metric.string("name") + " " + metric.number("value") + " on " + metric.string("on")));
    card.strings("limits").forEach(text -> out.println("Limit     " + text));
    out.println("Learns    " + (card.bool("learnsInOperation") ? "in operation" : "not in operation") + (card.bool("deterministic") ? ", deterministic" : ", not deterministic"));
  }
}
