namespace Agent.Plugins.Tests;

public sealed class MoneyTests
{
    [Theory]
    [InlineData(100, 1000, 10)]
    [InlineData(5, 1000, 1)]
    [InlineData(4, 1000, 0)]
    [InlineData(-5, 1000, -1)]
    [InlineData(long.MaxValue, 10_000, long.MaxValue)]
    public void A_share_rounds_half_away_from_zero(long minor, int basisPoints, long share) =>
        new Money(minor, "CNY").Share(basisPoints).Minor.ShouldBe(share);

    [Fact]
    public void A_share_is_what_exact_arithmetic_gives()
    {
        var chance = new Random(1);
        for (var i = 0; i < 10_000; i++)
        {
            var minor = chance.NextInt64(-1_000_000_000_000_000, 1_000_000_000_000_000) >> chance.Next(50);
            var basisPoints = chance.Next(-20_000, 20_000);
            var doubled = Int128.Abs((Int128)minor * basisPoints) * 2 + 10_000;
            new Money(minor, "CNY").Share(basisPoints).Minor.ShouldBe((long)(doubled / 20_000) * Math.Sign(minor) * Math.Sign(basisPoints), $"{minor} × {basisPoints}");
        }
    }

    [Fact]
    public void Arithmetic_overflows_rather_than_wraps()
    {
        var most = new Money(long.MaxValue, "CNY");
        Should.Throw<OverflowException>(() => most + new Money(1, "CNY"));
        Should.Throw<OverflowException>(() => most * 2);
        Should.Throw<OverflowException>(() => -new Money(long.MinValue, "CNY"));
    }

    [Fact]
    public void Two_currencies_are_never_combined() =>
        Should.Throw<ShopException>(() => new Money(1, "CNY") + new Money(1, "EUR")).Code.ShouldBe("currency_differs");
}
