using Agent.Plugins.Menu;
using Agent.Plugins.Payments;
using Agent.Plugins.Pricing;

namespace Agent.Plugins.Vouchers;

/// <summary>What a stack of vouchers takes off. The order is fixed whatever order they are named in: percentages of the list price, then free items and free pieces, then amounts, then waived fees, then free orders; within each by code.</summary>
/// <remarks>What a voucher is worth is reckoned from list prices. It never takes more than those before it have left of the lines and fees that it takes from, and takes from several in proportion to what is left of them. The total never falls below zero.</remarks>
public static class VoucherArithmetic
{
    /// <returns>One discount a voucher, in the order of application, or why the first unusable one is not usable.</returns>
    public static Outcome<IReadOnlyList<Discount>> Apply(IEnumerable<Voucher> vouchers, VoucherSubject subject, Language language)
    {
        var stack = InOrder(vouchers);
        var tally = new VoucherTally(subject);
        var discounts = new List<Discount>(stack.Count);
        for (var i = 0; i < stack.Count; i++)
        {
            var voucher = stack[i];
            if (Check(voucher, subject, language) is { } refusal) return refusal;
            if (stack.Take(i).Any(other => !voucher.Terms!.Joins(other.Terms!))) return new Refusal(RefusalCode.VoucherNotUsable) { Subject = voucher.Title.In(language) };
            discounts.Add(Take(voucher, tally, subject, language));
        }

        return Outcome.Of<IReadOnlyList<Discount>>(discounts);
    }

    /// <summary>Why one voucher does not fit, apart from what it is combined with; null when it fits. That it falls short of its minimum spend is said only where nothing else is in its way.</summary>
    public static Refusal? Check(Voucher voucher, VoucherSubject subject, Language language)
    {
        Refusal Because(RefusalCode code = RefusalCode.VoucherNotUsable) => new(code) { Subject = voucher.Title.In(language) };
        if (voucher.Terms is not { } terms) return Because();
        if (voucher.PlatformId is { } platform && !string.Equals(platform, subject.PlatformId, StringComparison.Ordinal)) return Because();
        if (voucher.Voided is not null) return Because(RefusalCode.VoucherVoided);
        if (subject.At < voucher.ValidFrom || subject.At >= voucher.ValidUntil) return Because() with { At = subject.At < voucher.ValidFrom ? voucher.ValidFrom : voucher.ValidUntil };
        if (!IsIn(terms, subject.Currency)) return Because();
        if (!Allows(terms.Stores, subject.StoreId) || !Allows(terms.Zones, subject.Zone)) return Because();
        if (VoucherClaim.Eligible(subject, terms) is var eligible && eligible.Minor <= 0) return Because();
        if (terms.Benefit is Benefit.FreeItem free && !subject.Lines.Any(l => terms.Counts(l) && l.Is(free.Item))) return Because();
        if (CheckPerson(voucher, subject.WantedAt, subject.FirstOnPlatform, subject.FirstAtAll, language) is { } unmet) return unmet;
        if (!Allows(terms.Methods, subject.Method)) return Because(RefusalCode.VoucherMethod) with { Choices = [.. terms.Methods.Select(m => PaymentMethods.Name(m, language))] };
        return terms.MinimumSpend is { } least && eligible < least ? Because() with { Amount = least - eligible } : null;
    }

    /// <summary>The conditions that no basket is needed for: its hours and first orders.</summary>
    internal static Refusal? CheckPerson(Voucher voucher, DateTimeOffset wantedAt, bool firstOnPlatform, bool firstAtAll, Language language)
    {
        if (Opening(voucher.Terms!.Hours, wantedAt) is { } opening) return new Refusal(RefusalCode.VoucherHours) { Subject = voucher.Title.In(language), At = opening };
        var first = voucher.PlatformId is null ? firstAtAll : firstOnPlatform;
        return voucher.Terms.FirstOrderOnly && !first ? new Refusal(RefusalCode.VoucherFirstOrder) { Subject = voucher.Title.In(language) } : null;
    }

    internal static IReadOnlyList<Voucher> InOrder(IEnumerable<Voucher> vouchers) => [.. vouchers.OrderBy(v => Rank(v.Terms)).ThenBy(v => v.Code, StringComparer.Ordinal)];

    internal static int Rank(VoucherTerms? terms) => terms?.Benefit switch
    {
        Benefit.PercentOff => 0,
        Benefit.FreeItem or Benefit.BuyNGetOne => 1,
        Benefit.AmountOff => 2,
        Benefit.FeeWaived => 3,
        _ => 4,
    };

    private static Discount Take(Voucher voucher, VoucherTally tally, VoucherSubject subject, Language language)
    {
        Money Of(long minor) => new(minor, subject.Currency);
        var claim = VoucherClaim.Of(voucher.Terms!, subject);
        var before = tally.Copy();
        var taken = tally.Take(claim);
        var (lines, fees) = tally.Since(before);
        return new Discount(voucher.Code, voucher.Title.In(language), Of(taken), voucher.Funder)
        {
            How = taken < claim.Want ? claim.How with { Left = Of(taken) } : claim.How,
            Split = new DiscountSplit([.. lines.Select(Of)], [.. fees.Select(Of)]),
            Methods = voucher.Terms!.Methods,
        };
    }

    private static bool Allows(IReadOnlyList<string> only, string? value) => only.Count == 0 || only.Contains(value, StringComparer.Ordinal);

    /// <summary>When its hours begin again; null where they are now.</summary>
    private static DateTimeOffset? Opening(IReadOnlyList<OpeningHours> hours, DateTimeOffset local) =>
        hours.Count == 0 || hours.Any(h => h.IsOpen(TimeOnly.FromDateTime(local.DateTime))) ? null : hours.Min(h => h.NextOpening(local));

    private static bool IsIn(VoucherTerms terms, string currency)
    {
        Money?[] amounts = terms.Benefit switch
        {
            Benefit.PercentOff off => [off.Cap, terms.MinimumSpend],
            Benefit.AmountOff off => [off.Amount, terms.MinimumSpend],
            Benefit.FreeItem free => [free.UpTo, terms.MinimumSpend],
            Benefit.FeeWaived waived => [waived.UpTo, terms.MinimumSpend],
            Benefit.FreeOrder free => [free.UpTo, terms.MinimumSpend],
            _ => [terms.MinimumSpend],
        };
        return amounts.All(a => a is not { } amount || amount.Currency == currency);
    }
}
