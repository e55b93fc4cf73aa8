using Agent.Plugins.Pricing;

namespace Agent.Plugins.Payments;

/// <summary>What a person can pay with. The first is used when none is named.</summary>
internal static class PaymentMethods
{
    public const string Card = "card";
    public const string Wallet = "wallet";

    private static readonly LocalizedText CardName = new("card", "银行卡", "Karte");
    private static readonly LocalizedText WalletName = new("wallet", "钱包", "Guthaben");

    public static string Default => Card;

    public static IReadOnlyList<PaymentMethod> All(Money balance, Language language) =>
        [new(Card, CardName.In(language), null), new(Wallet, WalletName.In(language), balance)];

    public static bool Allows(Discount discount, string method) => discount.Methods.Count == 0 || discount.Methods.Contains(method, StringComparer.Ordinal);

    /// <summary>The first that the quote can be paid by, so that no discount is lost where none is named.</summary>
    public static string For(Quote quote) => new[] { Card, Wallet }.FirstOrDefault(m => quote.Discounts.All(d => Allows(d, m))) ?? Default;

    public static IReadOnlyList<string> Names(Language language) => [CardName.In(language), WalletName.In(language)];

    public static string Name(string method, Language language) => (method == Wallet ? WalletName : CardName).In(language);
}
