using System.Text.Json;
using Agent.Plugins.Baskets;
using Agent.Plugins.Menu;
using Agent.Plugins.Pricing;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Tests.Pricing;

public sealed class QuoteHashTests
{
    internal static readonly Quote Sample = new()
    {
        Id = "qt_1",
        PlatformId = "lotus",
        PlatformName = "Lotus",
        StoreId = "taro-house",
        StoreName = "Taro House",
        Payee = "Lotus Ltd",
        Lines = [new QuoteLine("taro", "Taro milk tea", ["size.large"], ["large"], 2, Yuan(12_00), new AllergenInfo(true, ["milk"], ["soy"])), new QuoteLine("bun", "Bun", [], [], 1, Yuan(5_00), AllergenInfo.Unknown)],
        Fees = [new Fee(FeeKind.Delivery, Yuan(3_00)), new Fee(FeeKind.Packaging, Yuan(1_00))],
        Discounts =
        [
            new Discount("WELCOME", "Welcome", Yuan(5_00), Funder.Campaign)
            {
                How = new Reckoning(ReckoningKind.Percent, Yuan(29_00), Yuan(8_70)) { BasisPoints = 30_00, Units = 1, Of = 3, Cap = Yuan(6_00), Left = Yuan(5_00) },
                Split = new DiscountSplit([Yuan(4_00), Yuan(60)], [Yuan(30), Yuan(10)]),
                Methods = ["card", "wallet"],
            },
        ],
        Total = Yuan(28_00),
        Delivery = new QuoteDelivery(false, "office", "Office", "1 Lake Road", VirtualTime.Noon.AddMinutes(20), VirtualTime.Noon.AddMinutes(30)) { Gift = new GiftTo("Mei") },
        Note = "ring twice",
        Substitution = Substitution.Refund,
        ExpiresAt = VirtualTime.Noon.AddMinutes(5),
    };

    public static TheoryData<string> Changes => [.. Variants.Of(Sample, "quote").Select(v => v.Path)];

    /// <summary>Every property of the quote and of all that it holds, found by reflection: a field that is added and not hashed fails here.</summary>
    [Theory]
    [MemberData(nameof(Changes))]
    public void Whatever_is_changed_or_dropped_changes_the_hash(string path)
    {
        var changed = (Quote)Variants.Of(Sample, "quote").Single(v => v.Path == path).Value!;

        QuoteHash.Compute(changed, "card").ShouldNotBe(QuoteHash.Compute(Sample, "card"));
    }

    [Fact]
    public void The_changes_reach_every_property()
    {
        string[] expected = ["quote.Payee", "quote.Lines[0].Allergens.MayContain[0]", "quote.Lines[1].UnitPrice.Currency", "quote.Fees[1].Kind", "quote.Discounts[0].Funder", "quote.Discounts[0].How dropped", "quote.Discounts[0].How.Left.Minor", "quote.Discounts[0].Split.Fees[1].Minor", "quote.Discounts[0].Split dropped", "quote.Discounts[0].Methods[1]", "quote.Delivery.Until", "quote.Delivery.Gift dropped", "quote.Delivery.Gift.Recipient", "quote.Delivery.Gift.Recipient dropped", "quote.Note", "quote.Note dropped", "quote.Substitution", "quote.ExpiresAt", "quote.Lines shortened"];

        expected.Except(Variants.Of(Sample, "quote").Select(v => v.Path)).ShouldBeEmpty();
    }

    [Fact]
    public void The_payment_method_is_part_of_it() => QuoteHash.Compute(Sample, "wallet").ShouldNotBe(QuoteHash.Compute(Sample, "card"));

    [Fact]
    public void What_is_stored_and_read_back_has_the_same_hash()
    {
        var read = JsonSerializer.Deserialize(JsonSerializer.Serialize(Sample, PluginsJson.Relaxed.Quote), PluginsJson.Relaxed.Quote)!;

        QuoteHash.Compute(read, "card").ShouldBe(QuoteHash.Compute(Sample, "card"));
    }

    [Fact]
    public void Moving_text_from_one_field_to_the_next_changes_it() =>
        QuoteHash.Compute(Sample with { StoreId = "taro", StoreName = "-houseTaro House" }, "card").ShouldNotBe(QuoteHash.Compute(Sample, "card"));

    private static Money Yuan(long minor) => new(minor, "CNY");
}
