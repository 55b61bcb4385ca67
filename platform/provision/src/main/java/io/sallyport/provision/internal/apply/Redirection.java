package io.sallyport.provision.internal.apply;

import io.sallyport.provision.internal.route.Route;
import io.sallyport.provision.internal.route.RouterImpl;
import io.sallyport.provision.internal.route.Slot;
import io.sallyport.provision.internal.site.Roster;
import io.sallyport.provision.internal.site.Site;
import io.sallyport.vault.VaultPackage;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** From parts in a generation to routes. */
public final class Redirection {
  private Redirection() {}

  /** The routes of the packages whose parts differ between two generations, as the later one wants them. */
  static Map<String, Route> between(Roster before, Roster after, Function<VaultPackage, Optional<Slot>> slots) {
    Set<String> names = new TreeSet<>(before.active().keySet());
    names.addAll(before.candidates().keySet());
    names.addAll(after.active().keySet());
    names.addAll(after.candidates().keySet());
    names.removeIf(name -> before.sameAs(after, name));
    Map<String, Route> routes = new TreeMap<>();
    names.forEach(name -> routes.put(name, route(after, name, slots)));
    return routes;
  }

  /** The routes that are not as the generation wants them, of what is loaded. */
  public static Map<String, Route> missing(Roster wanted, RouterImpl router) {
    Map<String, Route> routes = new TreeMap<>();
    Set<String> names = new TreeSet<>(wanted.active().keySet());
    names.addAll(wanted.candidates().keySet());
    names.forEach(name -> routes.put(name, route(wanted, name, pack -> router.slot(Site.version(pack)))));
    routes.entrySet().removeIf(entry -> entry.getValue().equals(router.route(entry.getKey())));
    return routes;
  }

  private static Route route(Roster roster, String name, Function<VaultPackage, Optional<Slot>> slots) {
    Route active = new Route(roster.active(name).flatMap(slots), Optional.empty(), Optional.empty());
    return roster.candidate(name).flatMap(beside -> slots.apply(beside.pack()).map(slot -> active.with(slot, Site.traffic(beside)))).orElse(active);
  }
}
