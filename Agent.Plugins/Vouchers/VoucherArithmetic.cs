using Agent.Plugins.Pricing;

namespace Agent.Plugins.Vouchers;

/// <summary>What a stack of vouchers takes off. The order is fixed whatever order they are named in: percentages of the list price, then amounts, then free orders; within each by code.</summary>
/// <remarks>A discount on goods never exceeds what is left of the goods that count for it; a free order also covers fees. The total never falls below zero.</remarks>
public static class VoucherArithmetic
{
    /// <returns>One discount a voucher, in the order of application, or why the first unusable one is not usable.</returns>
    public static Outcome<IReadOnlyList<Discount>> Apply(IEnumerable<Voucher> vouchers, VoucherSubject subject, Language language)
    {
        var stack = InOrder(vouchers);
        var groups = new HashSet<string>(StringComparer.Ordinal);
        var tally = new VoucherTally(subject);
        var discounts = new List<Discount>(stack.Count);
        foreach (var voucher in stack)
        {
            if (Check(voucher, subject, language) is { } refusal) return refusal;
            if (!groups.Add(voucher.Terms!.StackingGroup)) return new Refusal(RefusalCode.VoucherNotUsable) { Subject = voucher.Title.In(language) };
            discounts.Add(new Discount(voucher.Code, voucher.Title.In(language), new Money(tally.Take(voucher.Terms), subject.Currency), voucher.Funder));
        }

        return Outcome.Of<IReadOnlyList<Discount>>(discounts);
    }

    /// <summary>Why one voucher does not fit, apart from what it is combined with; null when it fits.</summary>
    public static Refusal? Check(Voucher voucher, VoucherSubject subject, Language language)
    {
        var refusal = new Refusal(RefusalCode.VoucherNotUsable) { Subject = voucher.Title.In(language) };
        if (voucher.Terms is not { } terms) return refusal;
        if (voucher.PlatformId is { } platform && !string.Equals(platform, subject.PlatformId, StringComparison.Ordinal)) return refusal;
        if (subject.At < voucher.ValidFrom || subject.At >= voucher.ValidUntil) return refusal with { At = subject.At < voucher.ValidFrom ? voucher.ValidFrom : voucher.ValidUntil };
        if (!IsIn(terms, subject.Currency)) return refusal;
        var eligible = VoucherTally.Eligible(subject, terms);
        if (eligible.Minor <= 0) return refusal;
        return terms.MinimumSpend is { } least && eligible < least ? refusal with { Amount = least - eligible } : null;
    }

    internal static IReadOnlyList<Voucher> InOrder(IEnumerable<Voucher> vouchers) => [.. vouchers.OrderBy(v => Rank(v.Terms)).ThenBy(v => v.Code, StringComparer.Ordinal)];

    internal static int Rank(VoucherTerms? terms) => terms?.Benefit switch
    {
        Benefit.PercentOff => 0,
        Benefit.AmountOff => 1,
        _ => 2,
    };

    private static bool IsIn(VoucherTerms terms, string currency)
    {
        var worth = terms.Benefit switch
        {
            Benefit.PercentOff off => off.Cap,
            Benefit.AmountOff off => off.Amount,
            Benefit.FreeOrder free => free.UpTo,
            _ => Money.Zero(currency),
        };
        return worth.Currency == currency && (terms.MinimumSpend is not { } least || least.Currency == currency);
    }
}

/// <summary>What vouchers are held against: one platform's prices for a basket at one moment.</summary>
/// <param name="Fees">All fees together.</param>
public sealed record VoucherSubject(string PlatformId, IReadOnlyList<VoucherLine> Lines, Money Fees, DateTimeOffset At)
{
    public string Currency => Fees.Currency;
}

/// <param name="Total">List price with options, times quantity.</param>
public sealed record VoucherLine(string Category, Money Total);
