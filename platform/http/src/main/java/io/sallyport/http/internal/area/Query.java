package io.sallyport.http.internal.area;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The query of a request that reads. Immutable. */
public final class Query {
  private final Map<String, String[]> parameters;

  /**
   * @param names that it may have
   * @throws HttpRefusal 400 if it has another
   */
  public Query(HttpServletRequest request, Set<String> names) {
    this.parameters = request.getParameterMap();
    parameters.keySet().stream().filter(name -> !names.contains(name)).findFirst().ifPresent(name -> {
      throw wrong("there is no parameter " + name.replaceAll("[^A-Za-z0-9_]", "?") + " here");
    });
  }

  /** As often as it is there. */
  public List<String> all(String name) {
    return List.of(parameters.getOrDefault(name, new String[0]));
  }

  /** @throws HttpRefusal 400 if it is there twice */
  public Optional<String> one(String name) {
    List<String> all = all(name);
    if (all.size() > 1) {
      throw wrong("the parameter " + name + " is there twice");
    }
    return all.stream().findFirst();
  }

  /** @throws HttpRefusal 400 if it is no number of that range */
  public int number(String name, int least, int most, int otherwise) {
    return one(name).map(text -> number(name, text, least, most)).orElse(otherwise);
  }

  private static int number(String name, String text, int least, int most) {
    int number = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
    if (number < least || number > most) {
      throw wrong("the parameter " + name + " is no number from " + least + " to " + most);
    }
    return number;
  }

  public static HttpRefusal wrong(String what) {
    return HttpRefusal.of(400, "SP-HTTP-0034", what, "query", "see openapi.yaml");
  }
}
