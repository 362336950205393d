#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

/// The reason of an error that came of a lack of memory: a macro that is not imported.
enum { CCRYPTO_MALLOC_FAILURE = ERR_R_MALLOC_FAILURE };

/// PBKDF2 with the parameters by their names, which are macros, and none of the lower bounds of SP 800-132.
///
/// Returns 1; 0 with reasons in the queue of errors otherwise.
static inline int ccrypto_pbkdf2(EVP_KDF_CTX *context, const char *digest, const void *password, size_t passwordCount,
                                 const void *salt, size_t saltCount, unsigned int rounds, unsigned char *key,
                                 size_t count) {
    int hasNoLowerBounds = 1;
    // The library reads through these pointers, though they are not declared so.
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, (char *)digest, 0),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_PASSWORD, (void *)password, passwordCount),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, (void *)salt, saltCount),
        OSSL_PARAM_construct_uint(OSSL_KDF_PARAM_ITER, &rounds),
        OSSL_PARAM_construct_int(OSSL_KDF_PARAM_PKCS5, &hasNoLowerBounds),
        OSSL_PARAM_construct_end(),
    };
    return EVP_KDF_derive(context, key, count, parameters) == 1;
}
