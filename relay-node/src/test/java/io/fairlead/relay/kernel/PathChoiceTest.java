package io.fairlead.relay.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.relay.config.PathOption;
import org.junit.jupiter.api.Test;

class PathChoiceTest {
    @Test
    void copiesWhileReadsAreSmall() {
        PathChoice choice = new PathChoice(PathOption.AUTO);
        assertThat(choice.splices()).isFalse();
        assertThat(choice.read(PathChoice.LARGE - 1)).isFalse();
        assertThat(choice.splices()).isFalse();
    }

    @Test
    void splicesFromTheFirstLargeReadUntilSeveralSmallOnesInARow() {
        PathChoice choice = new PathChoice(PathOption.AUTO);
        assertThat(choice.read(PathChoice.LARGE)).isTrue();
        for (int i = 1; i < PathChoice.SMALL_IN_A_ROW; i++) {
            assertThat(choice.read(1)).isFalse();
        }
        assertThat(choice.read(PathChoice.LARGE)).as("a large one ends the row").isFalse();
        for (int i = 1; i < PathChoice.SMALL_IN_A_ROW; i++) {
            assertThat(choice.read(1)).isFalse();
        }
        assertThat(choice.read(1)).isTrue();
        assertThat(choice.splices()).isFalse();
    }

    @Test
    void keepsToWhatIsForced() {
        PathChoice splice = new PathChoice(PathOption.SPLICE);
        PathChoice copy = new PathChoice(PathOption.COPY);
        for (int i = 0; i < 100; i++) {
            assertThat(splice.read(1)).isFalse();
            assertThat(copy.read(1_000_000)).isFalse();
        }
        assertThat(splice.splices()).isTrue();
        assertThat(copy.splices()).isFalse();
    }
}
