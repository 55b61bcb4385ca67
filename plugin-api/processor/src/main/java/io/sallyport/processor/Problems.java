package io.sallyport.processor;

import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic.Kind;

/** Says what is wrong, as an error of the compiler at the line: {@code SP-SDK-00NN: what – next step}. */
final class Problems {
  private final Messager messager;
  private boolean any;

  Problems(Messager messager) {
    this.messager = messager;
  }

  void at(Element element, String code, String what, String next) {
    any = true;
    messager.printMessage(Kind.ERROR, code + ": " + what + " – " + next, element);
  }

  void at(Mirror where, String code, String what, String next) {
    any = true;
    messager.printMessage(Kind.ERROR, code + ": " + what + " – " + next, where.element(), where.annotation());
  }

  void at(Mirror where, AnnotationValue value, String code, String what, String next) {
    any = true;
    messager.printMessage(Kind.ERROR, code + ": " + what + " – " + next, where.element(), where.annotation(), value);
  }

  /** Whether anything was wrong. */
  boolean any() {
    return any;
  }
}
