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
