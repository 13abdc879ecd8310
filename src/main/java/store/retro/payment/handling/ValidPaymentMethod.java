package store.retro.payment.handling;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** A way of paying that the provider knows; null is left to others. */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = ValidPaymentMethod.Check.class)
@interface ValidPaymentMethod {

    String message() default "is not a payment method that the store accepts";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Made by Spring, which supplies the gateways. */
    class Check implements ConstraintValidator<ValidPaymentMethod, String> {

        private final PaymentGateways gateways;

        Check(PaymentGateways gateways) {
            this.gateways = gateways;
        }

        @Override
        public boolean isValid(@Nullable String method, ConstraintValidatorContext context) {
            return method == null || gateways.forNewPayments().accepts(method);
        }
    }
}
