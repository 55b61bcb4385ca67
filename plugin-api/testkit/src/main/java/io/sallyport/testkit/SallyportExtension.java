package io.sallyport.testkit;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test a {@link TestPlatform} of its own, and closes it: see {@link SallyportTest}. */
public final class SallyportExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(SallyportExtension.class);

  @Override
  public void beforeEach(ExtensionContext context) {
    context.getStore(NAMESPACE).put(TestPlatform.class, TestPlatform.create());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    context.getStore(NAMESPACE).remove(TestPlatform.class, TestPlatform.class).close();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestPlatform.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    TestPlatform platform = context.getStore(NAMESPACE).get(TestPlatform.class, TestPlatform.class);
    if (platform == null) {
      throw new ParameterResolutionException("a test gets a platform in its own method, or in one before or after each test: not in "
          + parameter.getDeclaringExecutable());
    }
    return platform;
  }
}
