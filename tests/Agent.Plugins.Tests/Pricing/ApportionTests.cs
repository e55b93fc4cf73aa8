using Agent.Plugins.Pricing;

namespace Agent.Plugins.Tests.Pricing;

public sealed class ApportionTests
{
    [Theory]
    [InlineData(100, new long[] { 1, 1, 1 }, new long[] { 34, 33, 33 })]
    [InlineData(5, new long[] { 600, 1800, 1600 }, new long[] { 1, 2, 2 })]
    [InlineData(7, new long[] { 0, 3, 0 }, new long[] { 0, 7, 0 })]
    [InlineData(0, new long[] { 0, 0 }, new long[] { 0, 0 })]
    [InlineData(0, new long[] { }, new long[] { })]
    public void What_is_left_goes_to_the_largest_remainders_first_come_first(long whole, long[] weights, long[] parts) => Apportion.Split(whole, weights).ShouldBe(parts);

    [Fact]
    public void Parts_sum_to_the_whole_and_none_is_negative_or_beyond_its_weight()
    {
        for (var seed = 0; seed < 2_000; seed++)
        {
            var random = new Random(seed);
            long[] weights = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => random.Next(4) == 0 ? 0 : random.NextInt64(0, random.Next(2) == 0 ? 40 : long.MaxValue / 20))];
            var whole = weights.Sum() == 0 ? 0 : random.NextInt64(0, weights.Sum() + 1);

            var parts = Apportion.Split(whole, weights);

            parts.Sum().ShouldBe(whole, $"seed {seed}");
            parts.Zip(weights).ShouldAllBe(p => p.First >= 0 && p.First <= p.Second, $"seed {seed}");
            parts.ShouldBe(Apportion.Split(whole, weights));
            // None is further than one from its exact share.
            if (whole > 0) parts.Zip(weights).ShouldAllBe(p => Int128.Abs(((Int128)p.First * weights.Sum()) - ((Int128)whole * p.Second)) <= weights.Sum(), $"seed {seed}");
        }
    }

    [Fact]
    public void What_cannot_be_split_is_a_mistake_of_the_caller()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Apportion.Split(-1, [1]));
        Should.Throw<ArgumentOutOfRangeException>(() => Apportion.Split(1, [0]));
        Should.Throw<ArgumentOutOfRangeException>(() => Apportion.Split(1, [2, -1]));
    }
}
