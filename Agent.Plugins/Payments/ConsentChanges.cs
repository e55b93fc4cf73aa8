using System.Text.Json;
using Agent.Plugins.Orders;
using Agent.Plugins.Pricing;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Payments;

/// <summary>What is different between what was agreed to and what is so now. Whatever a hash covers is compared here; a test holds it.</summary>
internal sealed class ConsentChanges
{
    private readonly List<ConsentChange> _found = [];

    public static IReadOnlyList<ConsentChange> Between(Quote was, string methodWas, Quote now, string methodNow)
    {
        var changes = new ConsentChanges();
        changes.Text(ConsentField.Reference, null, was.Id, now.Id);
        changes.Named(ConsentField.Platform, null, (was.PlatformId, was.PlatformName), (now.PlatformId, now.PlatformName));
        changes.Named(ConsentField.Store, null, (was.StoreId, was.StoreName), (now.StoreId, now.StoreName));
        changes.Text(ConsentField.Payee, null, was.Payee, now.Payee);
        changes.Lines(was.Lines, now.Lines);
        changes.Fees(was.Fees, now.Fees);
        changes.Vouchers(was.Discounts, now.Discounts);
        changes.Amount(ConsentField.Total, null, was.Total, now.Total);
        changes.Delivery(was.Delivery, now.Delivery);
        changes.Text(ConsentField.Note, null, was.Note, now.Note);
        changes.Text(ConsentField.Substitution, null, was.Substitution.ToString(), now.Substitution.ToString());
        changes.Text(ConsentField.Method, null, methodWas, methodNow);
        changes.Time(ConsentField.Expiry, was.ExpiresAt, now.ExpiresAt);
        return changes._found;
    }

    /// <param name="quote">Of the order, for the names of its lines.</param>
    public static IReadOnlyList<ConsentChange> Between(CancellationOffer was, CancellationOffer now, Quote quote)
    {
        var changes = new ConsentChanges();
        changes.Text(ConsentField.Reference, null, was.OrderId, now.OrderId);
        changes.Text(ConsentField.Reference, null, was.PlatformOrderId, now.PlatformOrderId);
        changes.Text(ConsentField.Method, null, was.Method, now.Method);
        changes.Text(ConsentField.Item, null, Units(was.Lines, quote), Units(now.Lines, quote));
        changes.Text(ConsentField.CancelledBefore, null, Units(was.Gone, quote), Units(now.Gone, quote));
        changes.Amount(ConsentField.Total, null, was.Total, now.Total);
        changes.Amount(ConsentField.Refunded, null, was.Refunded, now.Refunded);
        changes.Amount(ConsentField.CancellationFee, null, was.Fee, now.Fee);
        changes.Amount(ConsentField.Refund, null, was.Refund, now.Refund);
        changes.Text(ConsentField.VouchersBack, null, Joined(was.Returning), Joined(now.Returning));
        changes.Text(ConsentField.VouchersEnded, null, Joined(was.Ended), Joined(now.Ended));
        return changes._found;
    }

    private void Lines(IReadOnlyList<QuoteLine> was, IReadOnlyList<QuoteLine> now)
    {
        for (var i = 0; i < Math.Max(was.Count, now.Count); i++)
        {
            if (i >= was.Count || i >= now.Count)
            {
                Add(ConsentField.Item, null, i < was.Count ? new ConsentValue(Text: Whole(was[i])) : null, i < now.Count ? new ConsentValue(Text: Whole(now[i])) : null);
                continue;
            }

            var (before, after) = (was[i], now[i]);
            Named(ConsentField.Item, null, (before.ItemId, before.Name), (after.ItemId, after.Name));
            Named(ConsentField.Options, before.Name, (Joined(before.ChoiceIds), Joined(before.Choices)), (Joined(after.ChoiceIds), Joined(after.Choices)));
            if (before.Quantity != after.Quantity) Add(ConsentField.Quantity, before.Name, new ConsentValue(Count: before.Quantity), new ConsentValue(Count: after.Quantity));
            Amount(ConsentField.Price, before.Name, before.UnitPrice, after.UnitPrice);
            Text(ConsentField.Allergens, before.Name, Allergens(before), Allergens(after));
        }
    }

    private void Fees(IReadOnlyList<Fee> was, IReadOnlyList<Fee> now)
    {
        foreach (var kind in was.Concat(now).Select(f => f.Kind).Distinct())
            Amount(ConsentField.Fee, kind.ToString(), was.FirstOrDefault(f => f.Kind == kind)?.Amount, now.FirstOrDefault(f => f.Kind == kind)?.Amount);
    }

    private void Vouchers(IReadOnlyList<Discount> was, IReadOnlyList<Discount> now)
    {
        foreach (var code in was.Concat(now).Select(d => d.VoucherCode).Distinct(StringComparer.Ordinal))
        {
            var (before, after) = (was.FirstOrDefault(d => d.VoucherCode == code), now.FirstOrDefault(d => d.VoucherCode == code));
            Amount(ConsentField.Voucher, (before ?? after)!.Title, before?.Amount, after?.Amount);
            if (before is null || after is null) continue;
            Text(ConsentField.Voucher, code, before.Title, after.Title);
            Text(ConsentField.VoucherFunder, before.Title, before.Funder.ToString(), after.Funder.ToString());
            // Another amount is always worked out otherwise; that goes without saying.
            if (before.Amount == after.Amount) Text(ConsentField.VoucherReckoning, before.Title, Reckoned(before), Reckoned(after));
            Text(ConsentField.VoucherMethods, before.Title, string.Join(", ", before.Methods), string.Join(", ", after.Methods));
        }
    }

    private static string Reckoned(Discount discount) => JsonSerializer.Serialize(discount with { Title = "", Funder = Funder.Merchant, Methods = [] }, PluginsJson.Relaxed.Discount);

    private void Delivery(QuoteDelivery was, QuoteDelivery now)
    {
        if (was.Pickup != now.Pickup) Add(ConsentField.Pickup, null, new ConsentValue(Count: was.Pickup ? 1 : 0), new ConsentValue(Count: now.Pickup ? 1 : 0));
        Named(ConsentField.Place, null, (was.AddressId ?? "", $"{was.Label}, {was.Street}"), (now.AddressId ?? "", $"{now.Label}, {now.Street}"));
        if (was.Gift is null != now.Gift is null) Add(ConsentField.Gift, null, new ConsentValue(Count: was.Gift is null ? 0 : 1), new ConsentValue(Count: now.Gift is null ? 0 : 1));
        Text(ConsentField.Recipient, null, was.Gift?.Recipient, now.Gift?.Recipient);
        Time(ConsentField.From, was.From, now.From);
        Time(ConsentField.Until, was.Until, now.Until);
    }

    /// <summary>By name, or by id where the names are the same.</summary>
    private void Named(ConsentField field, string? subject, (string Id, string Name) was, (string Id, string Name) now)
    {
        if (was.Name != now.Name) Text(field, subject, was.Name, now.Name);
        else Text(field, subject, was.Id, now.Id);
    }

    private void Text(ConsentField field, string? subject, string? was, string? now)
    {
        if (!string.Equals(was, now, StringComparison.Ordinal)) Add(field, subject, string.IsNullOrEmpty(was) ? null : new ConsentValue(Text: was), string.IsNullOrEmpty(now) ? null : new ConsentValue(Text: now));
    }

    private void Amount(ConsentField field, string? subject, Money? was, Money? now)
    {
        if (was != now) Add(field, subject, was is { } before ? new ConsentValue(before) : null, now is { } after ? new ConsentValue(after) : null);
    }

    private void Time(ConsentField field, DateTimeOffset was, DateTimeOffset now)
    {
        if (was != now) Add(field, null, new ConsentValue(At: was), new ConsentValue(At: now));
    }

    private void Add(ConsentField field, string? subject, ConsentValue? was, ConsentValue? now) => _found.Add(new ConsentChange(field, subject, was, now));

    private static string Whole(QuoteLine line) => $"{line.Quantity} × {line.Name}";

    private static string Allergens(QuoteLine line) => $"{Joined(line.Allergens.Contains)} / {Joined(line.Allergens.MayContain)}{(line.Allergens.Complete ? "" : " …")}";

    private static string Units(IReadOnlyList<LineUnits> units, Quote quote) =>
        Joined([.. units.Select(u => $"{u.Units} × {(u.Line >= 1 && u.Line <= quote.Lines.Count ? quote.Lines[u.Line - 1].Name : $"#{u.Line}")}")]);

    private static string Joined(IReadOnlyList<string> parts) => string.Join(", ", parts);
}
