using System.Text.Json.Serialization;

namespace Agent.Plugins.Payments;

[JsonConverter(typeof(SnakeCaseEnumConverter<ConsentPurpose>))]
public enum ConsentPurpose
{
    Pay,
    Cancel,

    /// <summary>A voucher is given away.</summary>
    Transfer,
}

/// <summary>A question to the person that only a trusted surface can answer: exactly this, once, until it expires.</summary>
/// <param name="SubjectId">The quote to pay, the order to cancel, or the voucher to give away.</param>
/// <param name="SubjectHash">Over all that is agreed to.</param>
/// <param name="Amount">Paid, given up by cancelling, or the most that the voucher is worth: exact.</param>
public sealed record ConsentRequest(string Id, ConsentPurpose Purpose, string SubjectId, string SubjectHash, Money Amount, string? Method, DateTimeOffset ExpiresAt);

/// <summary>Minted from a trusted surface only, and bound by HMAC to person, conversation, purpose, subject hash, amount and expiry.</summary>
public sealed record Consent(ConsentRequest Request, string PersonId, string ConversationId, DateTimeOffset GivenAt, string Mac);
