using Agent.Host.Cards;
using Agent.Plugins;
using Agent.Plugins.Menu;
using Agent.Plugins.Orders;
using Agent.Plugins.Payments;
using Agent.Plugins.Pricing;
using Agent.Plugins.Vouchers;
using Agent.Wording;

namespace Agent.Host.Tests.Cards;

/// <summary>One order as the functions would describe it.</summary>
internal static class Samples
{
    public static TimeZoneInfo City { get; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    public static WordBook Book { get; } = WordBook.Load(Path.Combine(AppContext.BaseDirectory, "prompts"), "console", "changes");

    public static Words Words(Language language) => new(Book, language, City);

    public static Money Yuan(decimal amount) => new((long)(amount * 100), "CNY");

    public static Quote Quote(string platform = "Kuaima", string item = "Taro milk tea", decimal delivery = 4) => new()
    {
        Id = "qt_1",
        PlatformId = platform.ToLowerInvariant(),
        PlatformName = platform,
        StoreId = "boba",
        StoreName = "Boba House",
        Payee = platform + " Ltd",
        Lines = [new QuoteLine("taro", item, ["size.large", "sugar.half"], ["large", "half sugar", "no ice"], 2, Yuan(18), new AllergenInfo(false, ["milk"], ["nuts"]))],
        Fees = [new Fee(FeeKind.Delivery, Yuan(delivery)), new Fee(FeeKind.Packaging, Yuan(1.5m))],
        Discounts = [new Discount("WELCOME", "Welcome voucher", Yuan(17), Funder.Campaign)],
        Total = Yuan(36 + delivery + 1.5m - 17),
        Delivery = new QuoteDelivery(false, "office", "Office", "88 Century Avenue", VirtualTime.Noon.AddMinutes(20).ToUniversalTime(), VirtualTime.Noon.AddMinutes(35).ToUniversalTime()),
        Substitution = Substitution.Refund,
        ExpiresAt = VirtualTime.Noon.AddMinutes(15),
    };

    public static PaymentAsked PaymentAsked(Quote? quote = null) =>
        new(
            new ConsentRequest("cns_1", ConsentPurpose.Pay, "qt_1", "hash", (quote ?? Quote()).Total, "wallet", VirtualTime.Noon.AddMinutes(15)),
            quote ?? Quote(),
            new PaymentMethod("wallet", "Wallet", Yuan(200)));

    public static Comparison Comparison() =>
        new(
            Preference.Cheapest,
            [
                new ComparedQuote(Quote(), 35, 47, new Why(WhyCode.Cheapest, Yuan(2.1m), null, []), false),
                new ComparedQuote(Quote("Lüxing", delivery: 6.1m), 28, 45, new Why(WhyCode.Dearer, Yuan(2.1m), null, [new PriceCause(PricePart.Delivery, Yuan(2.1m))]), false),
            ],
            [new NotOffered("fanwan", "Fanwan", new Refusal(RefusalCode.OutOfZone))],
            []);

    public static OrderView Order(OrderState state = OrderState.PickedUp, int? late = null, string? reason = null) =>
        new(
            "ord_0123456789abcdef",
            "ABCDEF",
            state,
            Quote(),
            "wallet",
            [new OrderStep(OrderState.Placed, VirtualTime.Noon), new OrderStep(state, VirtualTime.Noon.AddMinutes(12))],
            VirtualTime.Noon,
            VirtualTime.Noon.AddMinutes(35),
            VirtualTime.Noon.AddMinutes(35 + (late ?? 0)),
            23,
            late,
            reason,
            "Li Wei",
            Yuan(0));
}
