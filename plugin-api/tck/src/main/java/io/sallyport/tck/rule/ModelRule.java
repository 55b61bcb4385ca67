package io.sallyport.tck.rule;

import io.sallyport.inference.internal.CardDocument;
import io.sallyport.inference.internal.GoldenSet;
import io.sallyport.inference.internal.ModelDocument;
import io.sallyport.inference.internal.ReferenceDocument;
import io.sallyport.inference.internal.RemotePlace;
import io.sallyport.tck.Finding;
import io.sallyport.tck.StaticRule;
import io.sallyport.tck.Subject;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.site.PackageKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The one bundle of a model is complete, by the platform's own readers of {@code model.json} and the documents that it names. */
final class ModelRule implements StaticRule {
  private static final int LARGEST_MODEL = 64 << 20;
  private static final int SHORTEST_CARD = 200;

  @Override
  public String id() {
    return "SP-TCK-0015";
  }

  @Override
  public String title() {
    return "A model is one bundle with weights as model.json describes them, or the conduit of the server that has them, golden vectors that fit its inputs and outputs, and a model card; the card for machines and the reference, if there are any, are of this model";
  }

  @Override
  public String why() {
    return "The platform refuses to load it, or proves nothing before a switch; without a card nobody can say what it is not for";
  }

  @Override
  public Set<PackageKind> kinds() {
    return EnumSet.of(PackageKind.MODEL);
  }

  @Override
  public Finding judge(Subject subject) {
    List<Path> models = subject.bundles().stream().filter(bundle -> subject.header(bundle, "Sallyport-Model").isPresent()).toList();
    if (models.size() != 1) {
      return Finding.failed(models.size() + " bundles have the header Sallyport-Model, not one");
    }
    Path bundle = models.get(0);
    try {
      ModelDocument document = ModelDocument.parse(entry(bundle, subject.header(bundle, "Sallyport-Model").orElseThrow()), "model.json");
      GoldenSet golden = GoldenSet.parse(entry(bundle, document.golden()), document, document.golden());
      document.cardData().ifPresent(name -> CardDocument.parse(entry(bundle, name), document, name));
      document.reference().ifPresent(name -> ReferenceDocument.parse(entry(bundle, name), document, name));
      return Finding.failedIfAny(faults(subject, bundle, document), document.format() + " model, " + golden.vectors().size() + " golden vectors, tolerance " + golden.tolerance());
    } catch (RefusedException e) {
      return Finding.failed(e.refusal().where() + ": " + e.refusal().what() + " (" + e.refusal().code() + ")");
    }
  }

  private static List<String> faults(Subject subject, Path bundle, ModelDocument document) {
    List<String> faults = new ArrayList<>();
    if (!document.name().equals(subject.descriptor().name()) || !document.version().equals(subject.descriptor().version())) {
      faults.add("model.json is of " + document.name() + " " + document.version() + ", the package is " + subject.descriptor().ref());
    }
    if (document.remote().isPresent()) {
      remote(subject, document.remote().get(), faults);
    } else {
      weights(bundle, document, faults);
    }
    int card = document.card().flatMap(name -> Subject.entry(bundle, name)).map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip().length()).orElse(0);
    if (card < SHORTEST_CARD) {
      faults.add("the model card has " + card + " characters: say what it is for, trained on, measured at, and not for");
    }
    return faults;
  }

  private static void weights(Path bundle, ModelDocument document, List<String> faults) {
    Optional<byte[]> weights = Subject.entry(bundle, document.file());
    if (weights.isEmpty() || weights.get().length >= LARGEST_MODEL) {
      faults.add(document.file() + (weights.isEmpty() ? " is missing" : " is larger than 64 MiB"));
    } else if (!Digests.sha256(weights.get()).equals(document.sha256())) {
      faults.add(document.file() + " has SHA-256 " + Digests.sha256(weights.get()) + ", model.json says " + document.sha256());
    }
  }

  /** Who approves the package must see the path in the descriptor, and no other. */
  private static void remote(Subject subject, RemotePlace remote, List<String> faults) {
    Set<String> declared = subject.descriptor().namedConduits();
    if (!declared.equals(Set.of(remote.conduit()))) {
      faults.add("model.json runs behind the conduit " + remote.conduit() + ", the descriptor asks for " + declared);
    }
  }

  private static byte[] entry(Path bundle, String name) {
    return Subject.entry(bundle, name).orElseThrow(() -> new RefusedException(new Refusal("SP-MODEL-0003", "the entry is missing", name, "put it at the root of the bundle")));
  }
}
