using System.Net.Sockets;
using System.Security.Authentication;

namespace Agent.Models.OpenAI;

/// <summary>Words each failure in one line that names the setting to change.</summary>
internal sealed class FailureWords(ModelEndpoint endpoint)
{
    private readonly Redactor _redactor = new(endpoint.ApiKey?.Trim());
    private readonly string _where = Shown(endpoint.Url);

    /// <summary>Without what may be secret in an address: who logs in, and the query.</summary>
    public static string Shown(Uri url) => url.IsAbsoluteUri ? url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/') : url.OriginalString;

    public ModelException AddressInvalid() => Fail(ModelFailure.Unreachable, $"'{_where}' is no http or https address: correct OPENAI_BASE_URL.");

    public static ModelException KeyInvalid() => Fail(ModelFailure.KeyRefused, "The key has characters that no key has, such as a space, a quote or a line break: correct OPENAI_API_KEY.");

    /// <param name="said">The server's own words; they are cleaned here.</param>
    public ModelException Say(ModelFailure failure, string said, string model, int status, TimeSpan? retryAfter)
    {
        var line = failure switch
        {
            ModelFailure.KeyRefused when string.IsNullOrWhiteSpace(endpoint.ApiKey) => $"{_where} asks for a key ({status}): set OPENAI_API_KEY.",
            ModelFailure.KeyRefused => $"{_where} refuses the key ({status}): check OPENAI_API_KEY, and that it belongs to OPENAI_BASE_URL.",
            ModelFailure.ModelUnknown => $"{_where} knows no model '{_redactor.Clean(model)}' ({status}): check OPENAI_MODEL, and that OPENAI_BASE_URL is the address before /chat/completions.",
            ModelFailure.RateLimited => $"{_where} takes no more requests just now ({status}).",
            ModelFailure.QuotaExhausted => $"The credit of the account at {_where} is used up ({status}): top it up, or change OPENAI_API_KEY.",
            ModelFailure.RequestRefused => $"{_where} does not take the request ({status}): a shorter conversation or another OPENAI_MODEL may help.",
            ModelFailure.NotAModel when status == 407 => $"The proxy on the way to {_where} asks who you are ({status}): check HTTPS_PROXY and NO_PROXY, or OPENAI_BASE_URL.",
            ModelFailure.NotAModel => $"{_where} does not answer as a model does ({status}): check OPENAI_BASE_URL.",
            ModelFailure.TimedOut => $"{_where} did not answer in time ({status}).",
            _ => $"{_where} failed ({status}).",
        };
        var words = _redactor.Clean(said);
        return Fail(failure, words.Length == 0 ? line : $"{line} It says: {words}", null, status, retryAfter);
    }

    public ModelException Page(int status, TimeSpan? retryAfter) =>
        Fail(ModelFailure.NotAModel, $"A web page, and no model, answers at {_where} ({status}): check OPENAI_BASE_URL, and whether a proxy or a login page stands in between.", null, status, retryAfter);

    public ModelException Redirected(int status, Uri? to) =>
        Fail(ModelFailure.NotAModel, $"{_where} sends elsewhere ({status}), and the key is not sent there: {(to is null ? "correct OPENAI_BASE_URL" : $"if {_redactor.Clean(Shown(to))} is right, set OPENAI_BASE_URL to it, without /chat/completions")}.", null, status);

    public ModelException Foreign(int status) => Fail(ModelFailure.NotAModel, $"{_where} does not answer as a model does ({status}): check OPENAI_BASE_URL.", null, status);

    /// <param name="what">Continues "it broke the protocol:".</param>
    public ModelException Broken(string what, int? status, Exception? inner = null) => Fail(ModelFailure.AnswerBroken, $"The answer from {_where} broke the protocol: {_redactor.Clean(what)}.", inner, status);

    public ModelException CutOff(int? status, Exception? inner = null) => Fail(ModelFailure.CutOff, $"The answer from {_where} ended before it was whole.", inner, status);

    public ModelException TimedOut(int? status, Exception? inner = null) => Fail(ModelFailure.TimedOut, $"{_where} did not answer in time.", inner, status);

    /// <summary>No answer came at all.</summary>
    public ModelException NotAnswered(Exception error)
    {
        var reason = (error as HttpRequestException)?.HttpRequestError ?? HttpRequestError.Unknown;
        if (error is OperationCanceledException)
        {
            // A connection that was not made in time has no cancelled request inside it; a request that was has.
            return error.InnerException is TimeoutException { InnerException: not OperationCanceledException } ? Unreachable("it does not answer", error) : TimedOut(null, error);
        }

        if (reason == HttpRequestError.SecureConnectionError || Inside<AuthenticationException>(error) is not null)
            return Fail(ModelFailure.Tls, $"The connection to {_where} cannot be secured: check that OPENAI_BASE_URL is right about https, and that this machine trusts the server's certificate.", error);
        return reason switch
        {
            HttpRequestError.NameResolutionError => Unreachable("no such host is known", error),
            HttpRequestError.ProxyTunnelError => Fail(ModelFailure.Unreachable, $"The proxy does not connect to {_where}: check HTTPS_PROXY and NO_PROXY, or OPENAI_BASE_URL.", error),
            HttpRequestError.ConnectionError => Unreachable(Inside<SocketException>(error)?.SocketErrorCode == SocketError.ConnectionRefused ? "nothing listens there" : "it does not answer", error),
            HttpRequestError.InvalidResponse => Fail(ModelFailure.NotAModel, $"What answers at {_where} does not speak HTTP: check OPENAI_BASE_URL.", error),
            HttpRequestError.HttpProtocolError or HttpRequestError.ConfigurationLimitExceeded => Broken("it is no HTTP that can be read", null, error),
            HttpRequestError.ResponseEnded => CutOff(null, error),
            _ when Inside<IOException>(error) is not null => CutOff(null, error),
            _ => Unreachable("no connection was made", error),
        };
    }

    private ModelException Unreachable(string why, Exception error) => Fail(ModelFailure.Unreachable, $"No connection to {_where}, {why}: check OPENAI_BASE_URL and the network.", error);

    private static ModelException Fail(ModelFailure failure, string line, Exception? inner = null, int? status = null, TimeSpan? retryAfter = null) =>
        new(failure, line, inner) { Status = status, RetryAfter = retryAfter };

    private static T? Inside<T>(Exception? error)
        where T : Exception
    {
        for (; error is not null; error = error.InnerException)
            if (error is T found) return found;
        return null;
    }
}
