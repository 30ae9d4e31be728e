"""What several rounds come to."""

import statistics


class Medians:
    """Medians over the rounds; None for what was not measured. `size` names the figure that tells loads of
    one contender apart."""

    def __init__(self, samples, size="connections"):
        self.samples = samples
        self.size = size

    def __call__(self, contender, size, figure):
        values = self.values(contender, size, figure)
        return statistics.median(values) if values else None

    def ratio(self, contender, peer, size, figure):
        """The median of the rounds' ratios: what the two did within seconds of each other, which is steadier
        than the ratio of the medians when something else disturbs a part of the run."""
        if peer is None:
            return None
        both = zip(self.values(contender, size, figure), self.values(peer, size, figure))
        return statistics.median(ours / theirs for ours, theirs in both)

    def values(self, contender, size, figure):
        return [getattr(sample, figure) for sample in self.samples
                if (sample.contender, getattr(sample, self.size)) == (contender, size)]
