package io.sallyport.inference.internal;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;

/** Builds this bundle's refusals; the codes are registered in ADR 0003. */
final class Refusals {
  private static final int MEBIBYTE_SHIFT = 20;
  private static final String RELEASE_AGAIN = "have the publisher release the package again";

  private Refusals() {}

  static RefusedException noModelBundle(String where, int found) {
    return of("SP-MODEL-0001", "the package has " + found + " bundles with the header Sallyport-Model, not one", where, RELEASE_AGAIN);
  }

  static RefusedException badDocument(String what, String where) {
    return of("SP-MODEL-0002", what, where, RELEASE_AGAIN);
  }

  static RefusedException badEntry(String what, String where) {
    return of("SP-MODEL-0003", what, where, RELEASE_AGAIN);
  }

  static RefusedException noEngine(String format, String where) {
    return of("SP-MODEL-0005", "no engine runs the format " + format, where, "list the engines with model:info, install the platform feature for the format");
  }

  static RefusedException badGolden(String what, String where) {
    return of("SP-MODEL-0007", what, where, RELEASE_AGAIN);
  }

  static RefusedException notLoaded(String version) {
    return of("SP-MODEL-0008", "the version is not loaded", version, "apply its generation again");
  }

  static RefusedException badCard(String what, String where) {
    return of("SP-MODEL-0020", what, where, RELEASE_AGAIN);
  }

  static RefusedException foreignCard(String what, String where) {
    return of("SP-MODEL-0021", what, where, RELEASE_AGAIN);
  }

  static RefusedException badReference(String what, String where) {
    return of("SP-MODEL-0022", what, where, RELEASE_AGAIN);
  }

  static RefusedException foreignReference(String what, String where) {
    return of("SP-MODEL-0023", what, where, RELEASE_AGAIN);
  }

  static Refusal driftLimit(String what, String where) {
    return new Refusal("SP-MODEL-0077", what, where, "correct the file io.sallyport.inference.drift.limit-NAME.cfg; the package's limits hold");
  }

  static Refusal driftLimitTwice(String where) {
    return new Refusal("SP-MODEL-0078", "limits of drift are set twice for the same", where, "delete one of the files io.sallyport.inference.drift.limit-NAME.cfg; neither holds");
  }

  static Refusal driftLimitOfNothing(String where) {
    return new Refusal("SP-MODEL-0079", "limits of drift are set for a feature that no loaded version has", where, "see the features with model:drift");
  }

  static Refusal badSetting(String what, long before) {
    return new Refusal("SP-MODEL-0084", what, "io.sallyport.inference", "correct DATA/site/etc/io.sallyport.inference.cfg; until then " + before + " holds on");
  }

  static RefusedException noMemory(String what, String where) {
    return of("SP-MODEL-0043", what, where, "retire another model, or give models more memory: memory.mib of io.sallyport.inference");
  }

  static RefusedException notWarm(String what, String where) {
    return of("SP-MODEL-0046", what, where, RELEASE_AGAIN);
  }

  static RefusedException unfolds(long bytes, long limit, String where) {
    return of("SP-MODEL-0074", "the model's constants unfold to " + (bytes >> MEBIBYTE_SHIFT) + " MiB, " + (limit >> MEBIBYTE_SHIFT) + " may be", where,
        "have the publisher declare limits.memory_mib, or release a model with smaller constants");
  }

  static RefusedException undeclaredConduit(String conduit, String where) {
    return of("SP-MODEL-0066", "the model runs behind the conduit " + conduit + ", which the package's descriptor does not ask for, so nobody approved it", where, RELEASE_AGAIN);
  }

  static Refusal otherAnswers(String what, String where) {
    return new Refusal("SP-MODEL-0064", "the remote does not give the answers of the golden vectors: " + what, where,
        "find out what was changed on the server; it is asked again by itself, and callers are let in when it agrees");
  }

  static Refusal silent(long millis, String where) {
    return new Refusal("SP-MODEL-0059", "the remote did not answer within " + millis + " ms", where, "see what keeps the server busy; it is asked again by itself");
  }

  static Refusal notProvedYet(String where) {
    return new Refusal("SP-MODEL-0065", "the remote has not been proved since the model was loaded", where, "wait: it is asked by itself; see model:info");
  }

  static RefusedException noSuch(String what, String model) {
    return of("SP-INFER-0007", what, model, "list the models with model:list");
  }

  static RefusedException badLoad(String what) {
    return of("SP-INFER-0008", what, "load", "choose 1 to 64 threads, 0.1 to 600 seconds, at most 1000000 calls a second");
  }

  private static RefusedException of(String code, String what, String where, String next) {
    return new RefusedException(new Refusal(code, what, where, next));
  }
}
