using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Agent.Plugins.Storage;

namespace Agent.Plugins.Payments;

/// <summary>What became of a consent request.</summary>
internal enum ConsentState
{
    Open,

    /// <summary>Agreed to, and its effect has begun or was refused: it is good for nothing more.</summary>
    Used,

    /// <summary>The person said no.</summary>
    Declined,

    /// <summary>The person said something else instead, or another question took its place.</summary>
    Withdrawn,
    Expired,
}

/// <summary>The consent requests and their fate. All of it inside the caller's transaction.</summary>
internal static class ConsentBook
{
    private const string SecretName = "consent";

    /// <summary>Opens a question. One that is still open in the conversation is withdrawn.</summary>
    /// <param name="subject">What it is about, as JSON: whatever the request's hash covers.</param>
    public static void Ask(ITransaction tx, string personId, string conversationId, ConsentRequest request, string subject, DateTimeOffset now)
    {
        tx.Execute("UPDATE consents SET state = 'Withdrawn', resolved_at = $3 WHERE person_id = $1 AND conversation_id = $2 AND state = 'Open'", personId, conversationId, now);
        tx.Execute(
            "INSERT INTO consents (id, person_id, conversation_id, state, asked_at, request, subject) VALUES ($1, $2, $3, 'Open', $4, $5, $6)",
            request.Id,
            personId,
            conversationId,
            now,
            JsonSerializer.Serialize(request, PluginsJson.Relaxed.ConsentRequest),
            subject);
    }

    /// <summary>What a question was about, as it was asked; null where that was not kept.</summary>
    public static string? Subject(ITransaction tx, string consentId) =>
        tx.QueryFirst("SELECT subject FROM consents WHERE id = $1", row => row.Text(0), consentId) is { Length: > 0 } subject ? subject : null;

    /// <summary>The request as long as it is open for exactly this person in exactly this conversation, or why not. One whose time is over is noted as expired.</summary>
    public static Outcome<ConsentRequest> FindOpen(ITransaction tx, string personId, string conversationId, string consentId, DateTimeOffset now)
    {
        var (state, content) = tx.QueryFirst(
            "SELECT state, request FROM consents WHERE id = $1 AND person_id = $2 AND conversation_id = $3",
            row => (Enum.Parse<ConsentState>(row.Text(0)), row.Text(1)),
            consentId,
            personId,
            conversationId);
        if (content is null) return RefusalCode.ConsentUnknown;
        var request = JsonSerializer.Deserialize(content, PluginsJson.Relaxed.ConsentRequest)!;
        switch (state)
        {
            case ConsentState.Used: return RefusalCode.ConsentUsed;
            case ConsentState.Declined or ConsentState.Withdrawn: return RefusalCode.ConsentWithdrawn;
            case ConsentState.Expired: return new Refusal(RefusalCode.ConsentExpired) { At = request.ExpiresAt };
        }

        if (now < request.ExpiresAt) return request;
        Resolve(tx, consentId, ConsentState.Expired, now);
        return new Refusal(RefusalCode.ConsentExpired) { At = request.ExpiresAt };
    }

    /// <summary>Closes an open one.</summary>
    public static void Resolve(ITransaction tx, string consentId, ConsentState state, DateTimeOffset now) =>
        tx.Execute("UPDATE consents SET state = $2, resolved_at = $3 WHERE id = $1 AND state = 'Open'", consentId, state, now);

    /// <summary>Binds the person's yes to exactly this request.</summary>
    public static Consent Mint(ITransaction tx, string personId, string conversationId, ConsentRequest request, DateTimeOffset now)
    {
        var consent = new Consent(request, personId, conversationId, now, "");
        return consent with { Mac = Mac(tx, consent) };
    }

    /// <summary>Uses the consent up, in the transaction that starts its effect.</summary>
    /// <returns>Why it is not accepted; null when it was, and it never will be again.</returns>
    public static Refusal? Use(ITransaction tx, Consent consent, ConsentPurpose purpose, DateTimeOffset now)
    {
        if (consent.Request.Purpose != purpose) return new Refusal(RefusalCode.ConsentMismatch);
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(consent.Mac), Encoding.UTF8.GetBytes(Mac(tx, consent)))) return new Refusal(RefusalCode.ConsentMismatch);
        var open = FindOpen(tx, consent.PersonId, consent.ConversationId, consent.Request.Id, now);
        if (!open.Succeeded) return open.Refusal;
        if (open.Value != consent.Request) return new Refusal(RefusalCode.ConsentMismatch);
        Resolve(tx, consent.Request.Id, ConsentState.Used, now);
        return null;
    }

    private static string Mac(ITransaction tx, Consent consent)
    {
        var message = new System.Buffers.ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(message))
        {
            json.WriteStartArray();
            json.WriteStringValue(consent.Request.Id);
            json.WriteStringValue(consent.PersonId);
            json.WriteStringValue(consent.ConversationId);
            json.WriteStringValue(consent.Request.Purpose.ToString());
            json.WriteStringValue(consent.Request.SubjectId);
            json.WriteStringValue(consent.Request.SubjectHash);
            json.WriteNumberValue(consent.Request.Amount.Minor);
            json.WriteStringValue(consent.Request.Amount.Currency);
            json.WriteStringValue(consent.Request.Method);
            json.WriteNumberValue(consent.Request.ExpiresAt.UtcTicks);
            json.WriteNumberValue(consent.GivenAt.UtcTicks);
            json.WriteEndArray();
        }

        return Convert.ToHexStringLower(HMACSHA256.HashData(Secret(tx), message.WrittenSpan));
    }

    private static byte[] Secret(ITransaction tx)
    {
        const string find = "SELECT value FROM secrets WHERE name = $1";
        if (tx.QueryFirst(find, row => row.Text(0), SecretName) is { } known) return Convert.FromHexString(known);
        var fresh = RandomNumberGenerator.GetBytes(32);
        tx.Execute("INSERT INTO secrets (name, value) VALUES ($1, $2)", SecretName, Convert.ToHexStringLower(fresh));
        return fresh;
    }
}
