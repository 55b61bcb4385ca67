package io.sallyport.processor;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.StandardLocation;

/**
 * Checks packages, components and configurations as they are compiled. At the end, and if nothing was wrong, it writes
 * {@code META-INF/sallyport/package.json} and {@code META-INF/sallyport/configuration/PID.md} and {@code .json}.
 */
@SupportedAnnotationTypes({Names.CAPABILITY, Names.CONNECTOR, Names.COMPONENT})
public final class PackageProcessor extends AbstractProcessor {
  private static final String CONFIGURATION = "META-INF/sallyport/configuration/";

  private final List<Mirror> packages = new ArrayList<>();
  private final Map<String, TypeElement> types = new TreeMap<>();
  private final Map<String, String> files = new LinkedHashMap<>();
  private Problems problems;

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public synchronized void init(ProcessingEnvironment environment) {
    super.init(environment);
    problems = new Problems(environment.getMessager());
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    for (TypeElement annotation : annotations) {
      for (Element element : round.getElementsAnnotatedWith(annotation)) {
        if (annotation.getQualifiedName().contentEquals(Names.COMPONENT)) {
          component((TypeElement) element);
        } else {
          Mirror.on(processingEnv.getElementUtils(), element, annotation.getQualifiedName().toString()).ifPresent(this::packaged);
        }
      }
    }
    if (round.processingOver() && !problems.any()) {
      files.forEach(this::write);
    }
    return false;
  }

  private void packaged(Mirror annotation) {
    new PackageCheck(processingEnv.getElementUtils(), processingEnv.getTypeUtils(), problems).check(annotation);
    if (!packages.isEmpty()) {
      problems.at(annotation, "SP-SDK-0003", "a second package in this bundle, besides " + packages.get(0).element().getSimpleName(), "one bundle, one package: remove one annotation");
    }
    packages.add(annotation);
    files.put(Draft.FILE, Draft.of(annotation));
  }

  private void component(TypeElement component) {
    ComponentCheck check = new ComponentCheck(processingEnv.getElementUtils(), problems);
    Optional<TypeElement> type = check.configuration(component);
    if (type.isEmpty()) {
      return;
    }
    String pid = check.pid(component);
    TypeElement known = types.putIfAbsent(pid, type.get());
    if (known != null) {
      if (!known.equals(type.get())) {
        problems.at(component, "SP-SDK-0028", "the configuration " + pid + " is described by " + known.getSimpleName() + " and by " + type.get().getSimpleName(), "let both components use one type");
      }
      return;
    }
    new ConfigurationCheck(processingEnv.getElementUtils(), problems).check(type.get());
    boolean factory = Mirror.on(processingEnv.getElementUtils(), component, Names.DESIGNATE).orElseThrow().flag("factory");
    Configuration configuration = new ConfigurationReader(processingEnv.getElementUtils()).read(type.get(), pid, factory);
    files.put(CONFIGURATION + pid + ".md", ConfigurationPage.markdown(configuration));
    files.put(CONFIGURATION + pid + ".json", ConfigurationPage.json(configuration));
  }

  private void write(String file, String text) {
    try (Writer out = processingEnv.getFiler().createResource(StandardLocation.CLASS_OUTPUT, "", file).openWriter()) {
      out.write(text);
    } catch (IOException e) {
      processingEnv.getMessager().printMessage(javax.tools.Diagnostic.Kind.ERROR, "SP-SDK-0040: " + file + " cannot be written – " + e.getMessage());
    }
  }
}
