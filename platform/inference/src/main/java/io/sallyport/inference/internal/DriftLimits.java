package io.sallyport.inference.internal;

import io.sallyport.inference.DriftLimit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What the site says of drift: its limits, and of how many assets statistics are kept. A change holds from the next full window on, and keeps what was seen. Thread-safe. */
@Component(service = DriftLimits.class, configurationPid = "io.sallyport.inference.drift")
@Designate(ocd = DriftLimits.Config.class)
public final class DriftLimits {
  private static final int MOST_ASSETS = 1_000;

  /** Settings of drift. */
  @ObjectClassDefinition(name = "Drift", description = "What is kept of models' calls to see drift")
  @interface Config {
    @AttributeDefinition(description = "Assets of each version that statistics are kept of, up to 1000; further ones are counted together, but for those that limits name")
    int assets() default 64;
  }

  /** Limits for the features of one model, for all calls or one asset's. */
  interface OfFeatures {
    OptionalDouble psi(String feature);

    OptionalDouble ks(String feature);
  }

  private volatile int assets;
  private final List<DriftRule> rules = new ArrayList<>();
  private volatile List<DriftLimit> used = List.of();
  private volatile List<DriftLimit> all = List.of();

  @Activate
  public DriftLimits(Config config) {
    this(config.assets());
  }

  /** The site's limits stay as they are. */
  @Modified
  void change(Config config) {
    assets = within(config.assets());
  }

  DriftLimits(int assets) {
    this.assets = within(assets);
  }

  private static int within(int assets) {
    return Math.max(0, Math.min(MOST_ASSETS, assets));
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  synchronized void add(DriftRule rule) {
    rules.add(rule);
    sort();
  }

  synchronized void remove(DriftRule rule) {
    rules.remove(rule);
    sort();
  }

  /** The most specific first: an asset before each, each before none; then a feature before all. Of two that say the same none is used. */
  private void sort() {
    Map<List<Object>, Integer> times = new HashMap<>();
    rules.stream().map(DriftRule::limit).filter(one -> one.refused().isEmpty()).forEach(one -> times.merge(key(one), 1, Integer::sum));
    all = rules.stream().map(DriftRule::limit).map(one -> times.getOrDefault(key(one), 0) > 1 && one.refused().isEmpty() ? one.refused(Refusals.driftLimitTwice(one.toString())) : one)
        .sorted(Comparator.comparingInt(DriftLimits::rank).reversed()).toList();
    used = all.stream().filter(one -> one.refused().isEmpty()).toList();
  }

  private static List<Object> key(DriftLimit one) {
    return List.of(one.model(), one.feature(), one.asset());
  }

  private static int rank(DriftLimit one) {
    return 2 * one.asset().map(name -> name.equals(DriftLimit.EACH) ? 1 : 2).orElse(0) + (one.feature().isPresent() ? 1 : 0);
  }

  /** How many assets of a version statistics are kept of. */
  int assets() {
    return assets;
  }

  /** Whether a limit names the asset. */
  boolean names(String model, String asset) {
    return used.stream().anyMatch(one -> one.model().equals(model) && one.asset().equals(Optional.of(asset)));
  }

  /** Whether drift of the asset is to be told: a limit names it, or each. */
  boolean watches(String model, String asset) {
    return names(model, asset) || names(model, DriftLimit.EACH);
  }

  /** What the site has written, whether used or not. */
  List<DriftLimit> all() {
    return all;
  }

  /** As it is when asked. @param asset empty for all calls together */
  OfFeatures of(String model, Optional<String> asset) {
    return new OfFeatures() {
      @Override
      public OptionalDouble psi(String feature) {
        return first(model, feature, asset, DriftLimit::psi);
      }

      @Override
      public OptionalDouble ks(String feature) {
        return first(model, feature, asset, DriftLimit::ks);
      }
    };
  }

  private OptionalDouble first(String model, String feature, Optional<String> asset, Function<DriftLimit, OptionalDouble> limit) {
    return used.stream().filter(one -> one.model().equals(model) && one.feature().map(feature::equals).orElse(true)
        && one.asset().map(name -> asset.isPresent() && (name.equals(DriftLimit.EACH) || name.equals(asset.get()))).orElse(true))
        .map(limit).filter(OptionalDouble::isPresent).findFirst().orElse(OptionalDouble.empty());
  }
}
