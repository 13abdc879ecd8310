package store.retro.product.catalogue;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;
import store.retro.money.AmountRange;
import store.retro.product.Product;

/** A price that buyers can pay, one of it at least; null is left to others. */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = ListedPrice.Check.class)
@interface ListedPrice {

    String message() default "must be at least 1, and what the payment provider takes, in its steps";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Made by Spring, which supplies what can be paid. */
    class Check implements ConstraintValidator<ListedPrice, Long> {

        private final AmountRange payable;

        Check(AmountRange payable) {
            this.payable = payable;
        }

        @Override
        public boolean isValid(@Nullable Long price, ConstraintValidatorContext context) {
            return price == null || prices(payable).contains(price);
        }

        /** What a product may cost; several of one that costs less than the provider takes can still be paid. */
        static AmountRange prices(AmountRange payable) {
            return new AmountRange(1, Math.min(payable.most(), Product.MOST), payable.step());
        }
    }
}
