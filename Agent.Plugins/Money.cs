using System.Globalization;
using System.Text.Json.Serialization;

namespace Agent.Plugins;

/// <summary>An amount in whole minor units (cents, fen) of one ISO 4217 currency. Arithmetic is checked: it throws <see cref="OverflowException"/> rather than wrap, and never mixes currencies.</summary>
public readonly record struct Money(long Minor, string Currency) : IComparable<Money>
{
    public static Money Zero(string currency) => new(0, currency);

    [JsonIgnore]
    public bool IsZero => Minor == 0;

    public static Money operator +(Money left, Money right) => new(checked(left.Minor + right.Minor), Common(left, right));

    public static Money operator -(Money left, Money right) => new(checked(left.Minor - right.Minor), Common(left, right));

    public static Money operator -(Money value) => value with { Minor = checked(-value.Minor) };

    public static Money operator *(Money value, long times) => value with { Minor = checked(value.Minor * times) };

    public static bool operator <(Money left, Money right) => left.CompareTo(right) < 0;

    public static bool operator >(Money left, Money right) => left.CompareTo(right) > 0;

    public static bool operator <=(Money left, Money right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Money left, Money right) => left.CompareTo(right) >= 0;

    public static Money Min(Money left, Money right) => left <= right ? left : right;

    public static Money Max(Money left, Money right) => left >= right ? left : right;

    /// <summary>The share of this amount in hundredths of a percent. The project's one rounding rule: half a minor unit and above rounds away from zero.</summary>
    public Money Share(int basisPoints)
    {
        // In two parts, so that no product is wider than the result; both parts have one sign.
        var (myriads, rest) = Math.DivRem(Minor, 10_000);
        var (whole, part) = Math.DivRem(rest * basisPoints, 10_000);
        if (Math.Abs(part) * 2 >= 10_000) whole += Math.Sign(part);
        return this with { Minor = checked(myriads * basisPoints + whole) };
    }

    public int CompareTo(Money other)
    {
        Common(this, other);
        return Minor.CompareTo(other.Minor);
    }

    /// <summary>For logs and exceptions. What a person reads is worded per language.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Minor} minor {Currency}");

    private static string Common(Money left, Money right) =>
        string.Equals(left.Currency, right.Currency, StringComparison.Ordinal)
            ? left.Currency
            : throw new ShopException("currency_differs", $"Amounts in {left.Currency} and {right.Currency} cannot be combined.");
}
