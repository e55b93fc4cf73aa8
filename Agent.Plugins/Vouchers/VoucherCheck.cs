using Agent.Plugins.Pricing;
using Agent.Plugins.Storage;

namespace Agent.Plugins.Vouchers;

/// <summary>What a quote cannot know of our campaigns' vouchers: it was made before, and others may be paid meanwhile. A platform's own are the platform's to check.</summary>
internal static class VoucherCheck
{
    /// <returns>Why a voucher of the quote cannot be used for one more order, inside the transaction that would hold it; null when all can.</returns>
    public static Refusal? Refuses(ITransaction tx, string personId, Quote quote, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (quote.Discounts.Count == 0) return null;
        var purse = VoucherPurse.List(tx, personId);
        foreach (var discount in quote.Discounts)
        {
            var refusal = new Refusal(RefusalCode.VoucherUnknown) { Subject = discount.Title };
            if (purse.FirstOrDefault(v => v.Code == discount.VoucherCode) is not { } voucher)
            {
                if (VoucherPurse.FindHolder(tx, discount.VoucherCode) is not null) return refusal;
                continue;
            }

            if (voucher.Voided is not null) return refusal with { Code = RefusalCode.VoucherVoided };
            if (now >= voucher.ValidUntil) return refusal with { Code = RefusalCode.VoucherNotUsable, At = voucher.ValidUntil };
            if (voucher.Terms is { FirstOrderOnly: true } && OrderHistory.HasOrdered(tx, personId)) return refusal with { Code = RefusalCode.VoucherFirstOrder };
            if (voucher.Terms?.Limit is { } limit && VoucherUses.IsExhausted(tx, personId, limit, now, zone)) return refusal with { Code = RefusalCode.VoucherLimit, Count = limit.Orders };
        }

        return null;
    }
}
