package store.retro.reliability;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RestController;

/**
 * Stands before every component of the store's own rooms, notes the steps of a request, and lets any of them fail,
 * before it has begun or after it has ended.
 */
final class FaultInjector implements BeanPostProcessor, MethodInterceptor, Ordered {

    private static final Set<String> ROOMS = Set.of("order", "product", "user", "payment");

    private volatile @Nullable Set<Step> recording;
    private volatile @Nullable Step target;
    private final AtomicInteger hits = new AtomicInteger();

    /** A moment in a request: {@code "Orders.insert", after it}. */
    record Step(String method, boolean after) {
        @Override
        public String toString() {
            return (after ? "after " : "before ") + method;
        }
    }

    /** Notes every step that this work takes. */
    List<Step> record(Callable<?> work) throws Exception {
        Set<Step> steps = java.util.Collections.synchronizedSet(new LinkedHashSet<>());
        recording = steps;
        try {
            work.call();
        } finally {
            recording = null;
        }
        return new ArrayList<>(steps);
    }

    /** Lets this step fail the next time. */
    void at(Step step) {
        hits.set(0);
        target = step;
    }

    /** Whether it was reached. */
    int hits() {
        return hits.get();
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        Class<?> type = AopUtils.getTargetClass(bean);
        if (!ROOMS.contains(room(type)) || !isStep(type)) {
            return bean;
        }
        if (bean instanceof Advised transactional && !isTransaction(type)) {
            // outside of its transaction
            transactional.addAdvice(0, this);
            return bean;
        }
        ProxyFactory proxies = new ProxyFactory(bean);
        proxies.setProxyTargetClass(!isTransaction(type));
        proxies.addAdvice(this);
        return proxies.getProxy(type.getClassLoader());
    }

    private static String room(Class<?> type) {
        return type.getPackageName().replaceFirst("store\\.retro\\.?", "").replaceFirst("\\..*", "");
    }

    private static boolean isStep(Class<?> type) {
        return isTransaction(type)
                || AnnotatedElementUtils.hasAnnotation(type, Component.class)
                        && !AnnotatedElementUtils.hasAnnotation(type, TestConfiguration.class)
                        && !AnnotatedElementUtils.hasAnnotation(type, RestController.class)
                        && !type.getSimpleName().endsWith("Configuration");
    }

    private static boolean isTransaction(Class<?> type) {
        return type.getSimpleName().endsWith("OrderTransactions");
    }

    @Override
    public @Nullable Object invoke(MethodInvocation call) throws Throwable {
        String method = call.getMethod().getDeclaringClass().getSimpleName() + "."
                + call.getMethod().getName();
        reach(new Step(method, false));
        Object result = call.proceed();
        reach(new Step(method, true));
        return result;
    }

    private void reach(Step step) {
        Set<Step> steps = recording;
        if (steps != null) {
            steps.add(step);
        }
        if (step.equals(target)) {
            target = null;
            hits.incrementAndGet();
            throw new IllegalStateException("a defect on purpose, " + step);
        }
    }

    /** After the transactions' own proxies. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
